package org.isnad.web;

import java.util.AbstractList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A list that loads its items in portions when they are asked for, and keeps the last portion only. It is meant to be iterated
 * over in one thread.
 */
public final class Portions<T> extends AbstractList<T> {

    private static final int SIZE = 500;

    private final int size;
    private final BiFunction<Integer, Integer, List<T>> load;
    private List<T> portion = List.of();
    private int start = -1;

    /**
     * Creates a list.
     *
     * @param size the number of items
     * @param load returns the items from an index, inclusive, to another one, exclusive
     */
    public Portions(int size, BiFunction<Integer, Integer, List<T>> load) {
        this.size = size;
        this.load = load;
    }

    /** Returns a list whose portions are converted from those of another list. */
    public static <S, T> Portions<T> of(List<S> items, Function<List<S>, List<T>> convert) {
        return new Portions<>(items.size(), (from, until) -> convert.apply(items.subList(from, until)));
    }

    @Override
    public T get(int index) {
        int first = index - index % SIZE;
        if (first != start) {
            portion = load.apply(first, Math.min(first + SIZE, size));
            start = first;
        }
        return portion.get(index - first);
    }

    @Override
    public int size() {
        return size;
    }
}
