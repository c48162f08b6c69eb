package io.parley.chat.admission;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Objects;

/**
 * The share of the heap that was in use after the last collections. What is used at a moment says
 * nothing: a healthy heap fills up to its end before it is collected.
 */
public final class HeapInUse {

    private final List<MemoryPoolMXBean> pools =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .toList();

    /** The part of the heap in use, from 0 to 1. */
    public double share() {
        var used =
                pools.stream()
                        .map(MemoryPoolMXBean::getCollectionUsage)
                        .filter(Objects::nonNull)
                        .mapToLong(MemoryUsage::getUsed)
                        .sum();
        return (double) used / Runtime.getRuntime().maxMemory();
    }
}
