// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * A validated stanza's bytes with an index: kind, type, addressing attributes and direct children.
 * No tree.
 *
 * <p>The bytes are canonical: the stanza's own tag carries no prefix and no default-namespace
 * declaration, every prefix used inside is declared inside. All positions are absolute indices into
 * {@link #buffer()}.
 *
 * <pre>
 *   &lt;message from='…' to='…' id='…'&gt; child … child &lt;/message&gt;
 *   ^start  ^nameEnd               ^tagEnd            ^contentEnd ^end
 * </pre>
 *
 * <p>Owner: the holder of the buffer (a loop's scratch or a ring slot). Allocates: only to grow
 * past the number of children seen before.
 */
public final class StanzaView {
  /** A range that is absent has this start. */
  public static final int ABSENT = -1;

  private static final int INITIAL_CHILDREN = 8;

  byte[] buffer;
  int start;
  int nameEnd;
  int tagEnd;
  int contentEnd;
  int end;
  boolean selfClosed;
  StanzaKind kind = StanzaKind.NONZA;
  StanzaType type = StanzaType.INVALID;
  String name = "";
  String namespace = "";
  final Range to = new Range();
  final Range from = new Range();
  final Range id = new Range();
  final Range lang = new Range();
  final Range typeRange = new Range();
  int childCount;
  String[] childNames = new String[INITIAL_CHILDREN];
  String[] childNamespaces = new String[INITIAL_CHILDREN];
  int[] childStarts = new int[INITIAL_CHILDREN];
  int[] childEnds = new int[INITIAL_CHILDREN];

  /**
   * An attribute: where its value lies (between the quotes, still escaped) and where the whole
   * attribute lies, from the white space before its name to behind the closing quote.
   */
  public static final class Range {
    int valueStart = ABSENT;
    int valueEnd = ABSENT;
    int cutStart = ABSENT;
    int cutEnd = ABSENT;

    public boolean isPresent() {
      return valueStart != ABSENT;
    }

    public int valueStart() {
      return valueStart;
    }

    public int valueEnd() {
      return valueEnd;
    }

    public int length() {
      return valueEnd - valueStart;
    }

    public int cutStart() {
      return cutStart;
    }

    public int cutEnd() {
      return cutEnd;
    }

    void clear() {
      valueStart = ABSENT;
      valueEnd = ABSENT;
      cutStart = ABSENT;
      cutEnd = ABSENT;
    }

    void set(final int valueStart, final int valueEnd, final int cutStart, final int cutEnd) {
      this.valueStart = valueStart;
      this.valueEnd = valueEnd;
      this.cutStart = cutStart;
      this.cutEnd = cutEnd;
    }

    void closeGap(final int at, final int length) {
      if (cutStart > at) {
        set(valueStart - length, valueEnd - length, cutStart - length, cutEnd - length);
      }
    }

    void copyFrom(final Range other, final int shift) {
      if (other.isPresent()) {
        set(
            other.valueStart + shift,
            other.valueEnd + shift,
            other.cutStart + shift,
            other.cutEnd + shift);
      } else {
        clear();
      }
    }
  }

  public byte[] buffer() {
    return buffer;
  }

  public int start() {
    return start;
  }

  /** First position behind the element name in the start tag. */
  public int nameEnd() {
    return nameEnd;
  }

  /** First position behind the {@code >} of the start tag. */
  public int tagEnd() {
    return tagEnd;
  }

  /** First position of the end tag; equals {@link #tagEnd()} when self-closed. */
  public int contentEnd() {
    return contentEnd;
  }

  public int end() {
    return end;
  }

  public int length() {
    return end - start;
  }

  /** True for {@code <message/>}: a writer that adds a child must open it. */
  public boolean isSelfClosed() {
    return selfClosed;
  }

  public StanzaKind kind() {
    return kind;
  }

  public StanzaType type() {
    return type;
  }

  /** Local name of the element itself. */
  public String name() {
    return name;
  }

  /** Namespace of the element itself. */
  public String namespace() {
    return namespace;
  }

  public Range to() {
    return to;
  }

  public Range from() {
    return from;
  }

  public Range id() {
    return id;
  }

  public Range lang() {
    return lang;
  }

  public Range typeRange() {
    return typeRange;
  }

  public int childCount() {
    return childCount;
  }

  public String childName(final int child) {
    return childNames[child];
  }

  public String childNamespace(final int child) {
    return childNamespaces[child];
  }

  public int childStart(final int child) {
    return childStarts[child];
  }

  public int childEnd(final int child) {
    return childEnds[child];
  }

  /** Index of the first direct child with this name and namespace, or {@link #ABSENT}. */
  public int findChild(final String childName, final String childNamespace) {
    return findChild(childName, childNamespace, 0);
  }

  /** The same, beginning with the child {@code first}. */
  public int findChild(final String childName, final String childNamespace, final int first) {
    for (int i = first; i < childCount; i++) {
      if (childNames[i].equals(childName) && childNamespaces[i].equals(childNamespace)) {
        return i;
      }
    }
    return ABSENT;
  }

  public boolean hasChild(final String childName, final String childNamespace) {
    return findChild(childName, childNamespace) != ABSENT;
  }

  /** The attribute's value unescaped, or null when absent. Allocates: per call. */
  public String text(final Range range) {
    return range.isPresent()
        ? Escaping.unescapeAttribute(buffer, range.valueStart, range.valueEnd)
        : null;
  }

  /** Forgets everything; the buffer reference is dropped too. */
  public void clear() {
    buffer = null;
    kind = StanzaKind.NONZA;
    type = StanzaType.INVALID;
    name = "";
    namespace = "";
    to.clear();
    from.clear();
    id.clear();
    lang.clear();
    typeRange.clear();
    childCount = 0;
    if (childNames.length > INITIAL_CHILDREN * 8) {
      growChildren(INITIAL_CHILDREN);
    }
  }

  /**
   * Becomes {@code other} over a copy of its bytes that begins at {@code newStart} of {@code
   * newBuffer}.
   */
  public void copyIndexFrom(final StanzaView other, final byte[] newBuffer, final int newStart) {
    final int shift = newStart - other.start;
    buffer = newBuffer;
    start = newStart;
    nameEnd = other.nameEnd + shift;
    tagEnd = other.tagEnd + shift;
    contentEnd = other.contentEnd + shift;
    end = other.end + shift;
    selfClosed = other.selfClosed;
    kind = other.kind;
    type = other.type;
    name = other.name;
    namespace = other.namespace;
    to.copyFrom(other.to, shift);
    from.copyFrom(other.from, shift);
    id.copyFrom(other.id, shift);
    lang.copyFrom(other.lang, shift);
    typeRange.copyFrom(other.typeRange, shift);
    if (childNames.length < other.childCount) {
      growChildren(other.childNames.length);
    }
    childCount = other.childCount;
    for (int i = 0; i < childCount; i++) {
      childNames[i] = other.childNames[i];
      childNamespaces[i] = other.childNamespaces[i];
      childStarts[i] = other.childStarts[i] + shift;
      childEnds[i] = other.childEnds[i] + shift;
    }
  }

  /** Follows the bytes after {@code length} of them were taken out of the start tag. */
  void closeGap(final int at, final int length) {
    tagEnd -= length;
    contentEnd -= length;
    end -= length;
    to.closeGap(at, length);
    from.closeGap(at, length);
    id.closeGap(at, length);
    lang.closeGap(at, length);
    typeRange.closeGap(at, length);
    for (int i = 0; i < childCount; i++) {
      childStarts[i] -= length;
      childEnds[i] -= length;
    }
  }

  void addChild(final String childName, final String childNamespace, final int childStart) {
    if (childCount == childNames.length) {
      growChildren(childCount * 2);
    }
    childNames[childCount] = childName;
    childNamespaces[childCount] = childNamespace;
    childStarts[childCount] = childStart;
    childCount++;
  }

  private void growChildren(final int capacity) {
    childNames = java.util.Arrays.copyOf(childNames, capacity);
    childNamespaces = java.util.Arrays.copyOf(childNamespaces, capacity);
    childStarts = java.util.Arrays.copyOf(childStarts, capacity);
    childEnds = java.util.Arrays.copyOf(childEnds, capacity);
  }
}
