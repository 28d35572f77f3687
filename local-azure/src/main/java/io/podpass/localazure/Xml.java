package io.podpass.localazure;

/** Storage's XML, written front to back. */
final class Xml {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>");

    Xml open(String tag) {
        out.append('<').append(tag).append('>');
        return this;
    }

    Xml open(String tag, String attribute, String value) {
        out.append('<').append(tag).append(' ').append(attribute).append("=\"");
        escape(value);
        out.append("\">");
        return this;
    }

    Xml close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    Xml element(String tag, String text) {
        open(tag);
        escape(text);
        return close(tag);
    }

    Content content() {
        return Content.utf8(out.toString());
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(c);
            }
        });
    }
}
