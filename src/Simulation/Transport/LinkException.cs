using ChargePoints;

namespace Simulation.Transport;

/// <summary>A connection failed; the message says why in words for a person.</summary>
internal sealed class LinkException(
    string message,
    Exception? cause = null,
    LinkFailureKind kind = LinkFailureKind.Unreachable
) : Exception(message, cause)
{
    /// <summary>What that is to the charge point.</summary>
    public LinkFailureKind Kind => kind;
}
