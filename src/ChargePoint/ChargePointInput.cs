using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// One thing that happens to a charge point. <see cref="ChargePoint.Step"/> takes inputs one at a time; there is no other
/// way to change a charge point.
/// </summary>
public abstract record ChargePointInput;

/// <summary>The charge point is switched on: it boots and asks for a link. No effect while it is on.</summary>
public sealed record PowerOn : ChargePointInput;

/// <summary>
/// Orderly power off by its operator: running transactions are stopped with reason <c>Local</c> and reported. Ends with
/// <see cref="PoweredOff"/>, when the queue is empty or <paramref name="Limit"/> has passed; what is unanswered stays queued.
/// </summary>
/// <param name="Limit">Longest wait for answers.</param>
public sealed record PowerOff(TimeSpan Limit) : ChargePointInput;

/// <summary>Power fails. Without backup power everything not durable is lost on the spot; the link is gone.</summary>
public sealed record PowerLost : ChargePointInput;

/// <summary>The WebSocket is open and <c>ocpp1.6</c> is agreed.</summary>
public sealed record LinkUp : ChargePointInput
{
    /// <summary>SHA-256, in lower case hexadecimal, of the installed root that the CSMS's certificate led to; null without one.</summary>
    public string? ServerRoot { get; init; }
}

/// <summary>The WebSocket is gone. A call in flight counts as undelivered (OCPP-J 1.6 §4).</summary>
public sealed record LinkDown : ChargePointInput;

/// <summary>A text frame has arrived. The memory is valid during the step only.</summary>
public sealed record FrameReceived(ReadOnlyMemory<byte> Utf8) : ChargePointInput
{
    /// <summary>
    /// Tells of a message id whether the call that had it is still in progress: its answer waits until what it promises is durable. Null when
    /// none does.
    /// </summary>
    public Func<string, bool>? IsInProgress { get; init; }
}

/// <summary>The instant that the last step asked to be woken at has come.</summary>
public sealed record TimeDue : ChargePointInput
{
    /// <summary>The only instance needed.</summary>
    public static readonly TimeDue Instance = new();
}

/// <summary>A car is plugged in. Refused when the EVSE is occupied, off, faulted or unavailable.</summary>
/// <param name="EvseId">1..N.</param>
/// <param name="Vehicle">The car; null for the generic one.</param>
public sealed record PlugIn(int EvseId, VehicleSettings? Vehicle) : ChargePointInput;

/// <summary>The cable is pulled, at the EVSE (refused while the plug is locked or the cable is fixed) or at the car.</summary>
public sealed record Unplug(int EvseId, UnplugSide Side) : ChargePointInput;

/// <summary>A card is held to the reader: starts or stops (OCPP 1.6 §3.5, §4.1, §4.10).</summary>
/// <param name="EvseId">1..N.</param>
/// <param name="IdTag">1-20 printable ASCII characters.</param>
public sealed record PresentTag(int EvseId, string IdTag) : ChargePointInput;

/// <summary>The driver, or the EVSE's button, ends the running transaction. Refused without one.</summary>
public sealed record StopTransaction(int EvseId, Reason Reason) : ChargePointInput;

/// <summary>
/// Sets a connector's status by hand by performing what causes it: Preparing plugs in, SuspendedEV pauses the car,
/// SuspendedEVSE pauses the EVSE, Charging lifts either pause, Finishing stops, Available ends and unplugs; Faulted and
/// Unavailable hold until set back. Refused where the transition table (OCPP 1.6 §4.9) has no such transition.
/// </summary>
public sealed record SetStatus(int EvseId, ChargePointStatus Status, ChargePointErrorCode ErrorCode, string? Info)
    : ChargePointInput;

/// <summary>A hardware fault begins. EVSE 0 is the charge point itself.</summary>
public sealed record FaultStarted(int EvseId, ChargePointErrorCode ErrorCode, string? Info) : ChargePointInput;

/// <summary>A hardware fault is over: back to the status before (OCPP 1.6 §4.9, I1-I8).</summary>
public sealed record FaultCleared(int EvseId) : ChargePointInput;

/// <summary>The lock of an EVSE begins, or ceases, to fail at locking and unlocking.</summary>
public sealed record LockFailure(int EvseId, bool Active) : ChargePointInput;

/// <summary>
/// What the site that feeds the charge point does to it, until the next one: what its load management allows, and how its load has the volts sag.
/// </summary>
/// <param name="LimitsA">By EVSE, in A of each phase at nominal voltage; null for no load management.</param>
/// <param name="Sag">By phase of the grid, the share of nominal volts that is missing, 0 to 0.1.</param>
public sealed record SiteSupply(IReadOnlyList<double>? LimitsA, PhaseValues Sag) : ChargePointInput;

/// <summary>A technician sets a configuration key at the charge point. Refused like ChangeConfiguration, with the reason.</summary>
public sealed record SetConfiguration(string Key, string Value) : ChargePointInput;

/// <summary>
/// The charge point sends a DataTransfer; the answer is told as <see cref="ChargePointEventType.DataTransfer"/>. Refused while it
/// is not connected and accepted.
/// </summary>
/// <param name="VendorId">1-255 characters.</param>
/// <param name="MessageId">At most 50 characters.</param>
/// <param name="Data">Whatever the vendor defines.</param>
public sealed record SendDataTransfer(string VendorId, string? MessageId, string? Data) : ChargePointInput;

/// <summary>A transfer has ended. One that was cancelled, or is not known any more, is ignored.</summary>
/// <param name="TransferId">Of its <see cref="StartTransfer"/>.</param>
/// <param name="Result">What became of it.</param>
public sealed record TransferEnded(long TransferId, TransferResult Result) : ChargePointInput;

/// <summary>Where a cable is pulled.</summary>
public enum UnplugSide
{
    /// <summary>At the EVSE's socket.</summary>
    Evse,

    /// <summary>At the car's inlet.</summary>
    Ev,
}
