# Layers and archive: part of deploy/image/build. The archive is an OCI image layout with the manifest of docker save beside
# it: old and new tools take it. It holds three images of the same layers, which differ in what they start.

archive=$home/target/image/podpass-$version-$arch.tar
layout=$work/layout

# Times and modes that do not depend on who builds, when.
settle() {
  chmod -R u+rwX,go=rX "$1"
  ! [ -d "$1/tmp" ] || chmod 1777 "$1/tmp"
  find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# No two of them are alike, so one is kept for what it was made of. The times of files are among that.
install_aot_cache() {
  local file=$root/opt/podpass/podpass.aot key
  if [ "$aot" != make ]; then
    cp "$aot" "$file"
  else
    key=$arch-$(cd "$root/opt/podpass" && find own lib runtime agent.args -type f | LC_ALL=C sort | xargs sha256sum |
      cat - <(echo "$SOURCE_DATE_EPOCH") | sha256sum | cut -c1-16)
    if [ ! -f "$cache/aot/$key" ]; then
      step "the AOT cache"
      make_aot_cache "$work/made.aot"
      mkdir -p "$cache/aot"
      rm -f "$cache/aot/$arch"-*
      mv "$work/made.aot" "$cache/aot/$key"
    fi
    cp "$cache/aot/$key" "$file"
  fi
  settle "$root/opt/podpass"
}

# With one start of an agent and one token, by the runtime and the jars of the image.
make_aot_cache() {
  local own=(unshare --net --pid --fork --kill-child --mount-proc)
  [ "$(id -u)" = 0 ] || own+=(--map-root-user)
  "${own[@]}" bash -c 'ip link set lo up; exec "$@"' training "$JAVA_HOME/bin/java" -XX:+UseSerialGC \
    --sun-misc-unsafe-memory-access=allow -cp "bench/target/bench.jar:bench/target/lib/*" io.podpass.bench.BenchCommand \
    --aot-cache "$1" --agent-java "$root/opt/podpass/runtime/bin/java" --agent-jvm deploy/jvm/agent.flags \
    --agent-classpath "$(sed -n "s|^-cp ||p" "$root/opt/podpass/agent.args" | sed "s|/opt/|$root/opt/|g")" \
    --page docs/benchmarks.md >"$work/training.log" 2>&1 || fail "the AOT cache was not made: see $work/training.log"
}

digest() { sha256sum "$1" | cut -d' ' -f1; }

# Puts a file into the layout and says what it is called there.
keep_blob() {
  local sum
  sum=$(digest "$1")
  mv "$1" "$layout/blobs/sha256/$sum"
  echo "$sum"
}

descriptor() {
  printf '{"mediaType":"application/vnd.oci.image.%s","digest":"sha256:%s","size":%s%s}' \
    "$1" "$2" "$(stat -c %s "$layout/blobs/sha256/$2")" "${3-}"
}

# A layer of what tar is told to take of the root: adds to the lists of layers and of their contents' digests.
layer() {
  tar -c -C "$root" --format=posix --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime --sort=name \
    --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" "$@" >"$work/layer.tar"
  contents+=("\"sha256:$(digest "$work/layer.tar")\"")
  gzip -n -9 -c "$work/layer.tar" >"$work/layer.tar.gz"
  rm "$work/layer.tar"
  layers+=("$(keep_blob "$work/layer.tar.gz")")
}

joined() { local IFS=,; echo "$*"; }

write_archive() {
  local contents=() layers=() described=() images=() saved=() name config sum created
  created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
  rm -rf "$layout"
  mkdir -p "$layout/blobs/sha256"
  # What changes seldom comes first.
  layer --exclude='./opt/podpass/*' .
  layer ./opt/podpass/runtime
  layer ./opt/podpass/lib
  layer --exclude=./opt/podpass/{runtime,lib,podpass.aot} ./opt/podpass
  [ -z "$aot" ] || layer ./opt/podpass/podpass.aot
  for sum in "${layers[@]}"; do described+=("$(descriptor layer.v1.tar+gzip "$sum")"); done
  for name in podpass mic nmi; do
    printf '{"architecture":"%s","os":"linux","created":"%s","config":{"User":"65532:65532","WorkingDir":"/",%s,"Labels":%s},%s}' \
      "$arch" "$created" \
      "\"Env\":[\"PATH=/usr/sbin:/usr/bin\"],\"Entrypoint\":[\"/usr/bin/$name\"]" \
      "{\"org.opencontainers.image.title\":\"$name\",\"org.opencontainers.image.version\":\"$version\",\"org.opencontainers.image.licenses\":\"Apache-2.0\"}" \
      "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[$(joined "${contents[@]}")]}" >"$work/config.json"
    config=$(keep_blob "$work/config.json")
    printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s]}' \
      "$(descriptor config.v1+json "$config")" "$(joined "${described[@]}")" >"$work/manifest.json"
    sum=$(keep_blob "$work/manifest.json")
    images+=("$(descriptor manifest.v1+json "$sum" ",\"platform\":{\"architecture\":\"$arch\",\"os\":\"linux\"},\"annotations\":{\"org.opencontainers.image.ref.name\":\"$name\"}")")
    saved+=("{\"Config\":\"blobs/sha256/$config\",\"RepoTags\":[\"podpass/$name:$version\"],\"Layers\":[$(joined "${layers[@]/#/\"blobs/sha256/}" | sed 's/,/",/g')\"]}")
    echo "deploy/image/build: $name sha256:$sum"
  done
  printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s]}' "$(joined "${images[@]}")" \
    >"$layout/index.json"
  printf '[%s]' "$(joined "${saved[@]}")" >"$layout/manifest.json"
  settle "$layout"
  tar -c -C "$layout" --format=posix --pax-option=delete=atime,delete=ctime --sort=name --owner=0 --group=0 --numeric-owner \
    -f "$archive" .
  cp "$root/opt/podpass/bom.json" "${archive%.tar}.bom.json"
  rm -rf "$layout"
  step "wrote ${archive#"$home/"} ($(du -m "$archive" | cut -f1) MiB) and, beside it, its bill of materials"
}
