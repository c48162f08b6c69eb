package io.parley.gateway.limits;

/** What one request is taken from. */
record Bucket(Tier tier, String whose, Rate rate) {

    String key() {
        return tier.key(whose);
    }
}
