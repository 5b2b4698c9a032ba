# SPDX-License-Identifier: Apache-2.0
# Sourced by ./mvnw and ./ringtail. find_jdk sets and exports JAVA_HOME: the first JDK >= 25 found
# wins. No JVM is started to try a candidate: every JDK carries its version in $home/release.

JDK_NEEDED=25

# jdk_version HOME: sets jdk_version and jdk_major; false if HOME holds no JDK with a compiler.
jdk_version() {
  jdk_version= jdk_major=0
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
    case $jdk_line in
      JAVA_VERSION=*) jdk_version=${jdk_line#JAVA_VERSION=} ;;
    esac
  done < "$1/release"
  jdk_version=${jdk_version#\"}
  jdk_version=${jdk_version%%\"*}
  jdk_major=${jdk_version%%[!0-9]*}
  [ -n "$jdk_major" ] || { jdk_major=0; return 1; }
}

# jdk_of_path: the home of the javac on PATH, through symbolic links.
jdk_of_path() {
  jdk_bin=$(command -v javac 2>/dev/null) || return 0
  while [ -L "$jdk_bin" ]; do
    jdk_link=$(readlink "$jdk_bin") || return 0
    case $jdk_link in
      /*) jdk_bin=$jdk_link ;;
      *) jdk_bin=$(dirname "$jdk_bin")/$jdk_link ;;
    esac
  done
  (CDPATH= cd "$(dirname "$jdk_bin")/.." 2>/dev/null && pwd -P) || :
}

find_jdk() {
  jdk_newest= jdk_newest_major=0 jdk_newest_home=
  for jdk_home in \
    "${RINGTAIL_JAVA_HOME:-}" "${JAVA_HOME:-}" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/* /opt/java/* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$(jdk_of_path)"; do
    [ -n "$jdk_home" ] && jdk_version "$jdk_home" || continue
    if [ "$jdk_major" -ge "$JDK_NEEDED" ]; then
      if [ -n "${RINGTAIL_JAVA_HOME:-}" ] && [ "$jdk_home" != "$RINGTAIL_JAVA_HOME" ]; then
        echo "ringtail: RINGTAIL_JAVA_HOME=$RINGTAIL_JAVA_HOME holds no JDK $JDK_NEEDED or newer; using $jdk_home" >&2
      fi
      JAVA_HOME=$jdk_home
      export JAVA_HOME
      return 0
    fi
    if [ "$jdk_major" -gt "$jdk_newest_major" ]; then
      jdk_newest=$jdk_version jdk_newest_major=$jdk_major jdk_newest_home=$jdk_home
    fi
  done
  if [ -n "$jdk_newest" ]; then
    jdk_found="the newest found is $jdk_newest in $jdk_newest_home"
  else
    jdk_found="none was found"
  fi
  case $(uname -s) in
    Darwin) jdk_mend="'brew install openjdk@$JDK_NEEDED'" ;;
    *) jdk_mend="your system's openjdk-$JDK_NEEDED-jdk package or Eclipse Temurin $JDK_NEEDED (adoptium.net)" ;;
  esac
  echo "ringtail: a JDK $JDK_NEEDED or newer is needed, $jdk_found: install $jdk_mend, or point RINGTAIL_JAVA_HOME at one" >&2
  exit 78
}

# huge_pages: the JVM's option for them where the kernel gives them. A thousand connections are more pages of
# 4 KiB than the processor keeps the addresses of: with huge ones a message costs a tenth less.
huge_pages() {
  case $(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null) in
    *'[madvise]'* | *'[always]'*) echo -XX:+UseTransparentHugePages ;;
  esac
}
