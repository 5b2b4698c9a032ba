// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.ResumeRequest;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.spi.Outbound;

/**
 * Clients that come: they bind a resource as soon as their account is loaded, or go on with a
 * stream as soon as its count may be told.
 *
 * <p>Owner: Router. Allocates: per login.
 */
final class Arrivals {
  private final Core core;
  private final Outbound out;
  private final Behind behind;
  private final Resumption resumption;
  private final InlineStreams inline;
  private final Binder binder;
  private AccountTable.LoadListener onLoadEnded;

  Arrivals(
      final Core core,
      final Outbound out,
      final Behind behind,
      final Resumption resumption,
      final InlineStreams inline,
      final Binder binder) {
    this.core = core;
    this.out = out;
    this.behind = behind;
    this.resumption = resumption;
    this.inline = inline;
    this.binder = binder;
  }

  /** Closes the circle of objects that call each other; once, at start. */
  void wire(final AccountTable.LoadListener listener) {
    onLoadEnded = listener;
  }

  void bind(final long handle, final BindRequest request) {
    final Runnable again = () -> bind(handle, request);
    if (behind.delays(inline.find(request), handle, again)
        || behind.delays(inline.findStale(request), handle, again)
        || inline.resume(handle, request)) {
      return;
    }
    LocalAccount account = core.accounts.get(request.account());
    if (account != null && account.status() == LocalAccount.Status.MISSING) {
      core.accounts.forgetMissing(request.account());
      account = null;
    }
    if (account != null && account.isLoaded()) {
      binder.bind(account, handle, request);
      return;
    }
    if (account == null) {
      final Host host = core.hostOf(request.account());
      account = core.accounts.create(request.account(), host);
    }
    account.waiting().add(new Waiting.Bind(handle, request));
    core.accounts.ensureLoading(account, handle, onLoadEnded, out);
  }

  /** Its account was being loaded. */
  void bindable(final LocalAccount account, final Waiting.Bind bind, final StoreException failure) {
    if (failure != null) {
      binder.failed(bind, failure);
    } else if (account.isLoaded()) {
      binder.bind(account, bind.handle(), bind.request());
    } else {
      binder.missing(bind);
    }
  }

  void resume(final long handle, final ResumeRequest request) {
    final Runnable again = () -> resume(handle, request);
    if (!behind.delays(resumption.find(request), handle, again)
        && !behind.delays(resumption.findStale(request), handle, again)) {
      resumption.resume(handle, request);
    }
  }
}
