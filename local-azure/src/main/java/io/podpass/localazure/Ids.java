package io.podpass.localazure;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** GUIDs and digits from one random source, which need not be thread safe. */
final class Ids {
    private final RandomGenerator random;

    Ids(RandomGenerator random) {
        this.random = random;
    }

    synchronized String guid() {
        long most = (random.nextLong() & ~0xF000L) | 0x4000L;
        long least = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least).toString();
    }

    synchronized String digits(int count) {
        var digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    /** 32 hex digits, as Key Vault names versions. */
    String hex32() {
        return guid().replace("-", "");
    }
}
