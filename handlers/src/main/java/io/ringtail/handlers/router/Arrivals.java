// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.BindRequest;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.ResumeRequest;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.spi.BoundReport;
import io.ringtail.handlers.spi.Outbound;
import org.agrona.collections.LongHashSet;

/**
 * Clients that come: they bind a resource as soon as their account is loaded, or go on with a
 * stream as soon as its count may be told.
 *
 * <p>Owner: Router. Allocates: per login.
 */
final class Arrivals {
  /** No login waits longer for a store that is behind: its client can ask for the report itself. */
  private static final long REPORT_WAIT_MS = 250;

  private final Core core;
  private final Outbound out;
  private final Behind behind;
  private final Resumption resumption;
  private final InlineStreams inline;
  private final Binder binder;
  private final WorkCalls calls;
  private final LongHashSet reading = new LongHashSet(); // endpoints for whom the store is read
  private AccountTable.LoadListener onLoadEnded;

  Arrivals(
      final Core core,
      final Outbound out,
      final Behind behind,
      final Resumption resumption,
      final InlineStreams inline,
      final Binder binder,
      final WorkCalls calls) {
    this.core = core;
    this.out = out;
    this.behind = behind;
    this.resumption = resumption;
    this.inline = inline;
    this.binder = binder;
    this.calls = calls;
  }

  /** Closes the circle of objects that call each other; once, at start. */
  void wire(final AccountTable.LoadListener listener) {
    onLoadEnded = listener;
  }

  void bind(final long handle, final BindRequest request) {
    final Runnable again = () -> bind(handle, request);
    if (behind.delays(inline.find(request), handle, again)
        || behind.delays(inline.findStale(request), handle, again)
        || !binder.isRevoked(request) && inline.resume(handle, request)) {
      return;
    }
    LocalAccount account = core.accounts.get(request.account());
    if (account != null && account.status() == LocalAccount.Status.MISSING) {
      core.accounts.forgetMissing(request.account());
      account = null;
    }
    if (account != null && account.isLoaded()) {
      loaded(account, handle, request);
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
      loaded(account, bind.handle(), bind.request());
    } else {
      binder.missing(bind);
    }
  }

  /** Binds at once, or when the store has been read for the answer. */
  private void loaded(final LocalAccount account, final long handle, final BindRequest request) {
    final BoundReport report = Core.type(account.host()).inline.report();
    final boolean isBind2 = request.inline() != null && request.inline().bind() != null;
    if (report == null || !isBind2) {
      binder.bind(account, handle, request, null);
      return;
    }
    reading.add(handle);
    calls.ask(
        account,
        handle,
        REPORT_WAIT_MS,
        report.read(account, out.nowMs()),
        (found, later) -> read(handle, request, found),
        (error, later) -> read(handle, request, null)); // it can ask for that itself
  }

  private void read(final long handle, final BindRequest request, final BoundReport.Found found) {
    if (!reading.remove(handle)) {
      return; // its connection is gone
    }
    final LocalAccount account = core.accounts.get(request.account());
    if (account != null && account.isLoaded()) {
      binder.bind(account, handle, request, found);
    } else {
      bind(handle, request); // removed meanwhile, perhaps made again
    }
  }

  /** A connection is gone. */
  void closed(final long handle) {
    reading.remove(handle);
  }

  void resume(final long handle, final ResumeRequest request) {
    final Runnable again = () -> resume(handle, request);
    if (!behind.delays(resumption.find(request), handle, again)
        && !behind.delays(resumption.findStale(request), handle, again)) {
      resumption.resume(handle, request);
    }
  }
}
