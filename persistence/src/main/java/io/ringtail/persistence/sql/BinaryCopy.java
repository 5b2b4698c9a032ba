// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows in the format of {@code COPY … (FORMAT binary)}, gathered in one array.
 *
 * <pre>
 *   "PGCOPY\n\377\r\n\0" │ flags i32 │ extension i32 │ row … │ −1 i16
 *   row:  number of columns i16 │ column …      column:  length i32 │ bytes
 * </pre>
 *
 * <p>Owner: one sink. Allocates: to grow past the largest use before.
 */
final class BinaryCopy {
  private static final byte[] HEAD = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[1 << 16];
  private int length;
  private int rows;

  BinaryCopy begin() {
    length = 0;
    rows = 0;
    room(HEAD.length);
    System.arraycopy(HEAD, 0, bytes, 0, HEAD.length);
    length = HEAD.length;
    return this;
  }

  BinaryCopy row(final int columns) {
    room(Short.BYTES);
    SHORT.set(bytes, length, (short) columns);
    length += Short.BYTES;
    rows++;
    return this;
  }

  BinaryCopy smallint(final int value) {
    column(Short.BYTES);
    SHORT.set(bytes, length, (short) value);
    length += Short.BYTES;
    return this;
  }

  BinaryCopy bigint(final long value) {
    column(Long.BYTES);
    LONG.set(bytes, length, value);
    length += Long.BYTES;
    return this;
  }

  /** Text in UTF-8, or binary data. */
  BinaryCopy bytes(final byte[] source, final int start, final int end) {
    column(end - start);
    System.arraycopy(source, start, bytes, length, end - start);
    length += end - start;
    return this;
  }

  private void column(final int lengthBytes) {
    room(Integer.BYTES + lengthBytes);
    INT.set(bytes, length, lengthBytes);
    length += Integer.BYTES;
  }

  private void room(final int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  /** Sends the rows, if there are any. */
  void send(final Connection connection, final String target) throws SQLException {
    if (rows == 0) {
      return;
    }
    room(Short.BYTES);
    SHORT.set(bytes, length, (short) -1);
    length += Short.BYTES;
    final CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + target + " FROM STDIN (FORMAT binary)");
    try {
      copy.writeToCopy(bytes, 0, length);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
