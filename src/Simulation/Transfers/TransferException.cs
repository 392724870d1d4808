using ChargePoints;

namespace Simulation.Transfers;

/// <summary>An attempt has failed, for a reason that a person can read.</summary>
internal sealed class TransferException(TransferOutcome outcome, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public TransferOutcome Outcome { get; } = outcome;
}
