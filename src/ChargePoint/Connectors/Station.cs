using Ocpp.V16;

namespace ChargePoints;

/// <summary>Connector 0, the charge point itself: only Available, Unavailable or Faulted, independent of the connectors (OCPP 1.6 §4.9).</summary>
internal sealed class Station(ChargePoint cp)
{
    private Fault? _fault;
    private string? _listConflict;

    public ConnectorStatus Status { get; } = new(cp, 0);

    public bool Inoperative { get; set; }

    /// <summary>Becomes Unavailable when the last transaction has ended.</summary>
    public bool InoperativeScheduled { get; set; }

    public bool IsFaulted => _fault is not null;

    private ChargePointStatus Facts =>
        _fault is not null ? ChargePointStatus.Faulted
        : Inoperative ? ChargePointStatus.Unavailable
        : ChargePointStatus.Available;

    // A conflict is a warning only: a fault goes before it.
    private ChargePointErrorCode ErrorCode =>
        _fault?.ErrorCode
        ?? (_listConflict is null ? ChargePointErrorCode.NoError : ChargePointErrorCode.LocalListConflict);

    private string? Info => _fault is null ? _listConflict : _fault.Info;

    public void Boot()
    {
        _listConflict = null;
        Status.StartWith(Facts, ErrorCode, Info);
    }

    /// <summary>The CSMS says otherwise about a listed tag: a warning until the list is updated (OCPP 1.6 §3.5.2, §7.6).</summary>
    public void ListConflict(string idTag, AuthorizationStatus listed, AuthorizationStatus heard)
    {
        cp.Tell(
            EventCategory.Ocpp,
            ChargePointEventType.LocalListConflict,
            0,
            $"tag {idTag} is {listed} in the local list, and {heard} says the CSMS"
        );
        _listConflict = $"idTag {idTag}";
        Update();
    }

    /// <summary>The list has been updated.</summary>
    public void ListConflictEnds()
    {
        _listConflict = null;
        Update();
    }

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
    public void Update() => Status.MoveTo(Facts, ErrorCode, Info);
}
