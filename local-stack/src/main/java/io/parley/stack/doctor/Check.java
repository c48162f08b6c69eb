package io.parley.stack.doctor;

/** Looks at one part of an installation. */
interface Check {

    String subject();

    /** Writes down what it sees; whatever it throws counts as one more thing that is wrong. */
    void look(Findings findings) throws Exception;
}
