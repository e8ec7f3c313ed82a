package org.isnad.chain;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * A list to which one writer at a time appends, while others read without a lock: a reader sees each element that was appended
 * before it asked for the size.
 */
final class AppendOnlyList<E> extends AbstractList<E> implements RandomAccess {

    private static final int INITIAL_CAPACITY = 4;

    private Object[] elements = new Object[INITIAL_CAPACITY];

    /** Written after the element and the array, which makes both visible to whoever has read it. */
    private volatile int size;

    @Override
    public int size() {
        return size;
    }

    @Override
    @SuppressWarnings("unchecked")
    public E get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return (E) elements[index];
    }

    /** Appends an element; callers exclude each other. */
    @Override
    public boolean add(E element) {
        int end = size;
        if (end == elements.length) {
            elements = Arrays.copyOf(elements, end + Math.max(INITIAL_CAPACITY, end / 2));
        }
        elements[end] = element;
        size = end + 1;
        return true;
    }
}
