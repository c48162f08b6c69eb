package io.parley.model.session;

/** Asks user-service whose one-time ticket this is; it is spent by the asking. */
public record RedeemTicket(String ticket) {}
