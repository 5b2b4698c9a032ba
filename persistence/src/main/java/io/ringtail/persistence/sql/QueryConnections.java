// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

/**
 * Reads by connections of its own, so that many or long ones hold up nothing else; writes by the
 * common ones.
 *
 * @param own for reading; closed with this
 * @param common for everything else; closed by whoever opened them
 *     <p>Owner: any thread that may block. Allocates: per call.
 */
record QueryConnections(Connections own, Connections common) implements Connections {
  @Override
  public <T> T read(final SqlWork<T> work) {
    return own.read(work);
  }

  @Override
  public long reads() {
    return own.reads();
  }

  @Override
  public <T> T write(final SqlWork<T> work) {
    return common.write(work);
  }

  @Override
  public <T> T writeUnlessGone(final T ifGone, final SqlWork<T> work) {
    return common.writeUnlessGone(ifGone, work);
  }

  @Override
  public void close() {
    own.close();
  }
}
