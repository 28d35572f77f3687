package io.podpass.agent;

/** What came of the requests, so that a test can tell whether there was anything to see. */
final class Tally {
    private int issued;
    private int refused;
    private int issuedAfterAChange;
    private int issuedByException;
    private int lostWhileFetching;

    void issued(boolean afterAChange, boolean byException) {
        issued++;
        issuedByException += byException ? 1 : 0;
        issuedAfterAChange += afterAChange ? 1 : 0;
    }

    void refused(boolean lost) {
        refused++;
        lostWhileFetching += lost ? 1 : 0;
    }

    int requests() {
        return issued + refused;
    }

    int issued() {
        return issued;
    }

    int refused() {
        return refused;
    }

    int issuedAfterAChange() {
        return issuedAfterAChange;
    }

    int issuedByException() {
        return issuedByException;
    }

    int lostWhileFetching() {
        return lostWhileFetching;
    }

    @Override
    public String toString() {
        return "isolation: " + requests() + " requests, " + issued + " tokens issued (" + issuedAfterAChange
                + " after something had changed meanwhile, " + issuedByException + " by an exception), " + refused
                + " refused (" + lostWhileFetching
                + " because the grant was lost meanwhile)";
    }
}
