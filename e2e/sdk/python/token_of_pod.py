"""Asks for a token with ManagedIdentityCredential and prints whose it is: [clientId|resourceId|objectId ID]"""

import base64
import json
import sys

from azure.identity import ManagedIdentityCredential

NAMES = {"clientId": "client_id", "resourceId": "resource_id", "objectId": "object_id"}


def credential(kind=None, identifier=None):
    if kind is None:
        return ManagedIdentityCredential()
    return ManagedIdentityCredential(identity_config={NAMES[kind]: identifier})


token = credential(*sys.argv[1:]).get_token("https://vault.azure.net/.default").token
payload = token.split(".")[1]
claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
print(json.dumps({"appid": claims["appid"], "aud": claims["aud"]}))
