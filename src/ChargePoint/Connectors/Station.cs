using Ocpp.V16;

namespace ChargePoints;

/// <summary>Connector 0, the charge point itself: only Available, Unavailable or Faulted, independent of the connectors (OCPP 1.6 §4.9).</summary>
internal sealed class Station(ChargePoint cp)
{
    private Fault? _fault;

    public ConnectorStatus Status { get; } = new(cp, 0);

    public bool Inoperative { get; set; }

    /// <summary>Becomes Unavailable when the last transaction has ended.</summary>
    public bool InoperativeScheduled { get; set; }

    public bool IsFaulted => _fault is not null;

    private ChargePointStatus Facts =>
        _fault is not null ? ChargePointStatus.Faulted
        : Inoperative ? ChargePointStatus.Unavailable
        : ChargePointStatus.Available;

    public void Boot() => Status.StartWith(Facts, _fault?.ErrorCode ?? ChargePointErrorCode.NoError, _fault?.Info);

    public void BeginFault(ChargePointErrorCode errorCode, string? info)
    {
        _fault = new(errorCode, info, FaultCause.Hardware);
        Update();
        foreach (Connector connector in cp.Connectors)
        {
            EndIntent(connector);
        }
    }

    // Nobody starts while it lasts: a tag that waits for its car waits no longer, a car may wait for a tag.
    private static void EndIntent(Connector connector)
    {
        connector.Attempt = null;
        if (connector.Grant is not null)
        {
            connector.EndIntent();
            connector.MoveToIdleStatus();
        }
    }

    public void ClearFault()
    {
        if (_fault is { } fault)
        {
            _fault = null;
            cp.Tell(EventCategory.Evse, ChargePointEventType.FaultCleared, 0, $"{fault.ErrorCode}");
            Update();
        }
    }

    /// <summary>Takes on the status that the facts call for.</summary>
    public void Update() => Status.MoveTo(Facts, _fault?.ErrorCode ?? ChargePointErrorCode.NoError, _fault?.Info);
}
