# The root file system: part of deploy/image/build.

# What only people who work on a system need, scripts, and conversions of character sets that no program here does.
left_out=(--exclude=./usr/share/man --exclude=./usr/share/info --exclude=./usr/share/locale --exclude=./usr/share/lintian
  --exclude=./usr/share/bug --exclude=./usr/share/bash-completion --exclude='./usr/lib/*/gconv' --exclude='./lib/*/gconv'
  --exclude='./usr/share/doc/*/[!c]*' --exclude='./usr/share/doc/*/changelog*'
  --exclude='./usr/sbin/*-apply')

unpack_packages() {
  local name version sum deb
  mkdir -p "$root"/usr/{bin,sbin,lib,lib64} "$root"/{etc,tmp,run,proc,sys,dev,root} "$root/var/lib/dpkg/status.d"
  chmod 1777 "$root/tmp"
  for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
  while read -r name version sum; do
    deb=$cache/debs/$sum.deb
    # As images without a package manager do, so that scanners know what is here.
    dpkg-deb --field "$deb" >"$root/var/lib/dpkg/status.d/$name"
    case $name in
      base-files) unpack "$deb" ./usr/lib/os-release ./etc/debian_version ;;
      ca-certificates)
        rm -rf "$work/certificates"
        mkdir "$work/certificates"
        dpkg-deb --extract "$deb" "$work/certificates"
        ;;
      *) unpack "$deb" ;;
    esac
  done <"$here/packages.$arch"
  ln -s ../usr/lib/os-release "$root/etc/os-release"
  # By hand what Debian does at installation.
  for program in iptables ip6tables; do
    for part in '' -save -restore; do ln -s "$program-nft$part" "$root/usr/sbin/$program$part"; done
  done
  printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n' >"$root/etc/passwd"
  printf 'root:x:0:\nnonroot:x:65532:\n' >"$root/etc/group"
  printf 'hosts: files dns\nprotocols: files\nservices: files\n' >"$root/etc/nsswitch.conf"
}

unpack() {
  local deb=$1
  shift
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root" --no-same-owner --keep-directory-symlink "${left_out[@]}" "$@"
}

# Found with jdeps, and by running the roles; desktop and databases are named by libraries, for what nobody here does.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.xml,jdk.httpserver,jdk.management,jdk.unsupported

make_runtime() {
  local runtime=$root/opt/podpass/runtime
  mkdir -p "$root/opt/podpass"
  "$JAVA_HOME/bin/jlink" ${jmods:+--module-path "$jmods"} --add-modules "$modules" --strip-java-debug-attributes \
    --no-header-files --no-man-pages --compress=zip-0 --output "$runtime"
  file -b "$runtime/bin/java" | grep -q "$elf" || fail "the JDK at ${jmods:-$JAVA_HOME} is not one for $arch"
  # The JDK's own list may be one that this machine's administrator has changed.
  "$JAVA_HOME/bin/java" "$here/Trust.java" "$work/certificates/usr/share/ca-certificates/mozilla" \
    "$runtime/lib/security/cacerts"
}

install_podpass() {
  local at=$root/opt/podpass path
  mkdir "$at"/{bin,lib,own}
  cp cli/target/lib/*.jar "$at/lib/"
  mv "$at"/lib/podpass-*.jar "$at/own/"
  cp cli/target/podpass.jar "$at/own/"
  # In a fixed order: an AOT cache holds for one class path only.
  path=$(cd "$root" && { LC_ALL=C ls opt/podpass/own/*.jar && LC_ALL=C ls opt/podpass/lib/*.jar; } | sed 's|^|/|' | paste -sd:)
  entry_point podpass podpass
  entry_point podpass mic
  entry_point agent podpass-agent
  entry_point agent nmi
  for flags in podpass agent; do
    {
      grep -v -e '^#' -e '^$' "deploy/jvm/$flags.flags"
      [ -z "$aot" ] || echo "-XX:AOTCache=/opt/podpass/podpass.aot"
      echo "-cp $path"
      echo io.podpass.cli.EntryPoint
    } >"$at/$flags.args"
  done
  "$JAVA_HOME/bin/java" -cp "cli/target/lib/*" "$here/Bom.java" cli/target/bom.json "$root/var/lib/dpkg/status.d" \
    "$at/runtime/release" >"$at/bom.json"
}

# No shell: the kernel starts the runtime with the file of its flags, and then with the entry point's own name.
entry_point() {
  printf '#!/opt/podpass/runtime/bin/java @/opt/podpass/%s.args\n' "$1" >"$root/opt/podpass/bin/$2"
  chmod 755 "$root/opt/podpass/bin/$2"
  ln -s "../../opt/podpass/bin/$2" "$root/usr/bin/$2"
}
