// Asks for a token with ManagedIdentityCredential and prints whose it is: token.cjs [clientId|resourceId|objectId ID]
const { ManagedIdentityCredential } = require("@azure/identity");

const [kind, id] = process.argv.slice(2);
const credential = kind ? new ManagedIdentityCredential({ [kind]: id }) : new ManagedIdentityCredential();

credential.getToken("https://vault.azure.net/.default").then(
  ({ token }) => {
    const claims = JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
    console.log(JSON.stringify({ appid: claims.appid, aud: claims.aud }));
  },
  (error) => {
    console.error(`${error.name}: ${error.message}`);
    process.exitCode = 1;
  },
);
