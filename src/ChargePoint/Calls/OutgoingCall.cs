using System.Buffers;
using Ocpp.Rpc;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// A call that is not part of the transaction queue: it is sent once, when its turn comes, and dropped with the link.
/// </summary>
internal abstract class OutgoingCall(OcppAction action, long order)
{
    public OcppAction Action { get; } = action;

    /// <summary>Its place among all that waits to be sent, transaction messages included: chronological.</summary>
    public long Order { get; } = order;

    /// <summary>True for what the CSMS has asked for by a trigger: that may be sent while registration is Pending (OCPP 1.6 §4.2).</summary>
    public bool OnTrigger { get; init; }

    public abstract void Write(IBufferWriter<byte> output, string messageId);

    /// <summary>The link broke before the answer, or before it was sent at all.</summary>
    public virtual void Undelivered() { }

    /// <summary>No answer in time.</summary>
    public virtual void TimedOut() { }

    /// <summary>CALLERROR, or an answer that is not valid.</summary>
    public virtual void Refused() { }

    public virtual void Answered(object response, TimeSpan roundTrip) { }
}

internal sealed class BootNotificationCall(ChargePoint cp) : OutgoingCall(Actions.BootNotification, 0)
{
    public override void Write(IBufferWriter<byte> output, string messageId) =>
        FrameWriter.WriteCall(output, messageId, Actions.BootNotification, cp.Registration.Request());

    public override void Undelivered() => cp.Registration.Undelivered();

    public override void TimedOut() => cp.Registration.Failed();

    public override void Refused() => cp.Registration.Failed();

    public override void Answered(object response, TimeSpan roundTrip) =>
        cp.Registration.Answered((BootNotificationResponse)response, roundTrip);
}

internal sealed class HeartbeatCall(ChargePoint cp, long order) : OutgoingCall(Actions.Heartbeat, order)
{
    private static readonly HeartbeatRequest Request = new();

    public override void Write(IBufferWriter<byte> output, string messageId) =>
        FrameWriter.WriteCall(output, messageId, Actions.Heartbeat, Request);

    public override void Answered(object response, TimeSpan roundTrip) =>
        cp.SetClock(((HeartbeatResponse)response).CurrentTime, roundTrip);
}

internal sealed class StatusNotificationCall(
    ChargePoint cp,
    ConnectorStatus status,
    int connectorId,
    (StatusReport Report, DateTimeOffset Since)? told,
    long order
) : OutgoingCall(Actions.StatusNotification, order)
{
    public override void Write(IBufferWriter<byte> output, string messageId)
    {
        (StatusReport report, DateTimeOffset since) = told ?? (status.Tell(out DateTimeOffset now), now);
        FrameWriter.WriteCall(
            output,
            messageId,
            Actions.StatusNotification,
            new()
            {
                ConnectorId = connectorId,
                Status = report.Status,
                ErrorCode = report.ErrorCode,
                Info = report.Info,
                Timestamp = cp.Settings.Has(Quirk.StatusWithoutTimestamp) ? null : since,
            }
        );
    }

    public int ConnectorId => connectorId;

    public override void Undelivered() => status.ReportLost();

    public override void TimedOut() => status.ReportLost();

    public override void Refused() => status.ReportLost();
}

internal sealed class AuthorizeCall(ChargePoint cp, Connector connector, AuthorizationAttempt attempt, long order)
    : OutgoingCall(Actions.Authorize, order)
{
    public override void Write(IBufferWriter<byte> output, string messageId) =>
        FrameWriter.WriteCall(output, messageId, Actions.Authorize, new() { IdTag = attempt.IdTag });

    public override void Undelivered() => cp.Authorization.Unanswered(connector, attempt);

    public override void TimedOut() => cp.Authorization.Unanswered(connector, attempt);

    public override void Refused() => cp.Authorization.Failed(connector, attempt);

    public override void Answered(object response, TimeSpan roundTrip) =>
        cp.Authorization.Answered(connector, attempt, ((AuthorizeResponse)response).IdTagInfo);
}

internal sealed class DataTransferCall(ChargePoint cp, DataTransferRequest request, long order)
    : OutgoingCall(Actions.DataTransfer, order)
{
    public override void Write(IBufferWriter<byte> output, string messageId) =>
        FrameWriter.WriteCall(output, messageId, Actions.DataTransfer, request);

    public override void Undelivered() => Told("not delivered: the link is down");

    public override void TimedOut() => Told("no answer");

    public override void Refused() => Told("refused");

    public override void Answered(object response, TimeSpan roundTrip)
    {
        var answer = (DataTransferResponse)response;
        Told(answer.Data is null ? $"{answer.Status}" : $"{answer.Status}: {answer.Data}");
    }

    private void Told(string outcome) =>
        cp.Tell(EventCategory.Ocpp, ChargePointEventType.DataTransfer, 0, $"to {request.VendorId}: {outcome}");
}
