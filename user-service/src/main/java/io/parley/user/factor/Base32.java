package io.parley.user.factor;

/** RFC 4648 base 32 without padding, in which authenticator apps take secrets. */
final class Base32 {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        var text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte each : bytes) {
            buffer = (buffer << Byte.SIZE | (each & 0xFF)) & 0xFFFF;
            bits += Byte.SIZE;
            while (bits >= BITS) {
                bits -= BITS;
                text.append(LETTERS.charAt(buffer >> bits & 0x1F));
            }
        }
        if (bits > 0) {
            text.append(LETTERS.charAt(buffer << (BITS - bits) & 0x1F));
        }
        return text.toString();
    }
}
