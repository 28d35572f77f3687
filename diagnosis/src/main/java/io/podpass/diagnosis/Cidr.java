package io.podpass.diagnosis;

import java.util.regex.Pattern;

/** Blocks of IPv4 addresses: those that matter here have no other form. */
final class Cidr {
    private static final Pattern BLOCK = Pattern.compile("([0-9]{1,3}(?:[.][0-9]{1,3}){3})/([0-9]|[12][0-9]|3[0-2])");

    private Cidr() {}

    /** False for a block of another form. */
    static boolean has(String block, String address) {
        var matcher = BLOCK.matcher(block);
        if (!matcher.matches()) {
            return false;
        }
        var length = Integer.parseInt(matcher.group(2));
        var mask = length == 0 ? 0 : -1L << (32 - length);
        return (number(matcher.group(1)) & mask) == (number(address) & mask);
    }

    private static long number(String address) {
        var number = 0L;
        for (var part : address.split("[.]", -1)) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
