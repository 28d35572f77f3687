// Pushes or pulls an image with the official client of Azure's registries, unmodified, by a managed identity:
// registry.cjs push|pull PORT CLIENT_ID
const dns = require("dns");
// The registry's name leads to this machine.
dns.lookup = (name, options, done) => {
  const answer = typeof options === "function" ? options : done;
  return options.all ? answer(null, [{ address: "127.0.0.1", family: 4 }]) : answer(null, "127.0.0.1", 4);
};

const { ContainerRegistryContentClient } = require("@azure/container-registry");
const { ManagedIdentityCredential } = require("@azure/identity");

const [what, port, clientId] = process.argv.slice(2);
const registry = new ContainerRegistryContentClient(
  `https://podpassdemo.azurecr.io:${port}`,
  "orders/app",
  new ManagedIdentityCredential({ clientId }),
  { retryOptions: { maxRetries: 0 } },
);

async function push() {
  const layer = await registry.uploadBlob(Buffer.from("layer of orders"));
  const config = await registry.uploadBlob(Buffer.from("{}"));
  const { digest } = await registry.setManifest(
    {
      schemaVersion: 2,
      config: {
        mediaType: "application/vnd.oci.image.config.v1+json",
        digest: config.digest,
        size: config.sizeInBytes,
      },
      layers: [
        {
          mediaType: "application/vnd.oci.image.layer.v1.tar",
          digest: layer.digest,
          size: layer.sizeInBytes,
        },
      ],
    },
    { tag: "1" },
  );
  return { digest };
}

async function pull() {
  const { digest, manifest } = await registry.getManifest("1");
  const { content } = await registry.downloadBlob(manifest.layers[0].digest);
  const parts = [];
  for await (const part of content) parts.push(part);
  return { digest, layer: Buffer.concat(parts).toString() };
}

({ push, pull })[what]().then(
  (result) => console.log(JSON.stringify(result)),
  (error) => console.log(JSON.stringify({ refused: error.statusCode ?? error.message })),
);
