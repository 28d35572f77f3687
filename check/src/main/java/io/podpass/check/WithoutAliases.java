package io.podpass.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;

/** Refuses YAML's aliases: Jackson reads one as the text of its name, and findings would be made of that. */
final class WithoutAliases extends JsonParserDelegate {
    private final String file;

    WithoutAliases(JsonParser parser, String file) {
        super(parser);
        this.file = file;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        var token = delegate.nextToken();
        if (delegate instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new CheckException(
                    file + ":" + delegate.currentTokenLocation().getLineNr()
                            + " has a YAML alias, which is not followed: give what kubectl create --dry-run=client -o json -f "
                            + file + " prints");
        }
        return token;
    }
}
