// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

/**
 * What every implementation of the stores must do. A test class implements this with a {@link
 * #stores()} whose database stays the same through the class; every test uses names of its own.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public interface StoresContract
    extends AccountStoreContract,
        AccountImportContract,
        RosterStoreContract,
        AccountDataContract,
        FastTokenStoreContract,
        RemovedAccountContract,
        ArchivePagesContract {}
