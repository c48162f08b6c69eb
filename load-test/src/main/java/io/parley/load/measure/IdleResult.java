package io.parley.load.measure;

/**
 * What a process needs for one connection on which nothing happens but heart-beats.
 *
 * @param heapBytes heap in use after a collection
 * @param residentBytes memory the operating system gave it; the heap may have grown with room to
 *     spare
 */
public record IdleResult(String process, int connections, long heapBytes, long residentBytes)
        implements Row {

    @Override
    public String head() {
        return "| process | connections | heap bytes per connection | resident bytes per connection |\n"
                + "|---|---|---|---|";
    }

    @Override
    public String row() {
        return "| %s | %d | %,d | %,d |".formatted(process, connections, heapBytes, residentBytes);
    }
}
