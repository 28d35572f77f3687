# Debian's packages: part of deploy/image/build.

# These with all that they need, but for a package that holds nothing; and two of which only files are taken.
wanted=(iptables conntrack)
empty=gcc-12-base
alone=(base-files ca-certificates)

apt() {
  local tool=$1 state=$work/apt
  shift
  mkdir -p "$state/lists/partial" "$state/archives/partial"
  "$tool" -q -o Dir::State="$state" -o Dir::State::status=/dev/null -o Dir::Cache="$state" -o APT::Architecture="$arch" \
    -o APT::Architectures::="$arch" -o Acquire::Languages=none -o APT::Sandbox::User= "$@"
}

# One line a package: name, version, SHA-256.
pin_packages() {
  local name
  apt apt-get update >&2
  {
    printf '%s\n' "${alone[@]}"
    apt apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances \
      "${wanted[@]}" | grep -E '^[a-z0-9]' | grep -vx "$empty"
  } | LC_ALL=C sort -u |
    while read -r name; do
      apt apt-cache show --no-all-versions "$name" |
        awk -v name="$name" '/^Version: /{v = $2} /^SHA256: /{print name, v, $2; exit}'
    done
}

# From the cache, or from where apt gets them.
fetch_packages() {
  local name version sum updated='' folder
  while read -r name version sum; do
    [ ! -f "$cache/debs/$sum.deb" ] || continue
    [ -n "$updated" ] || { apt apt-get update >"$work/apt.log" 2>&1 || fail "apt-get update failed: see $work/apt.log"; }
    updated=yes
    folder=$(mktemp -d "$work/deb.XXXXXX")
    (cd "$folder" && apt apt-get download "$name=$version") >>"$work/apt.log" 2>&1 ||
      fail "Debian has no $name $version any more (see $work/apt.log): pin what it has with deploy/image/build --arch $arch --update-packages"
    echo "$sum  $(echo "$folder"/*.deb)" | sha256sum --check --status || fail "$name $version is not what was pinned"
    mv "$folder"/*.deb "$cache/debs/$sum.deb"
    rmdir "$folder"
  done <"$here/packages.$arch"
}
