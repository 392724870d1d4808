namespace Simulation.Transport;

/// <summary>A connection failed; the message says why in words for a person.</summary>
internal sealed class LinkException(string message, Exception? cause = null) : Exception(message, cause);
