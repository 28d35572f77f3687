// Asks for a token with ManagedIdentityCredential and prints whose it is: [clientId|resourceId|objectId ID]
package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	options := &azidentity.ManagedIdentityCredentialOptions{}
	if len(args) == 2 {
		switch args[0] {
		case "clientId":
			options.ID = azidentity.ClientID(args[1])
		case "resourceId":
			options.ID = azidentity.ResourceID(args[1])
		case "objectId":
			options.ID = azidentity.ObjectID(args[1])
		}
	}
	credential, err := azidentity.NewManagedIdentityCredential(options)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"https://vault.azure.net/.default"}})
	if err != nil {
		return err
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(token.Token, ".")[1])
	if err != nil {
		return err
	}
	var claims struct {
		AppID    string `json:"appid"`
		Audience string `json:"aud"`
	}
	if err := json.Unmarshal(payload, &claims); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]string{"appid": claims.AppID, "aud": claims.Audience})
}
