package io.parley.load;

import io.parley.load.measure.Row;

/**
 * CPU that servers use while everybody is connected and nobody sends: it is part of what {@link
 * DeliveryResult} counts for each message, and weighs more the lower the rate.
 */
record BackgroundResult(
        String route,
        double chatMillisPerSecond,
        double gatewayMillisPerSecond,
        double othersMillisPerSecond)
        implements Row {

    @Override
    public String head() {
        return "| route | chat-service ms/s | gateway ms/s | others ms/s |\n|---|---|---|---|";
    }

    @Override
    public String row() {
        return "| %s | %.1f | %.1f | %.1f |"
                .formatted(
                        route, chatMillisPerSecond, gatewayMillisPerSecond, othersMillisPerSecond);
    }
}
