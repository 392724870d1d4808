using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// What a trigger comes to: the status to answer and, if it is Accepted, what to do after the answer (OCPP 1.6 §5.17).
/// </summary>
/// <param name="Status">To be answered.</param>
/// <param name="Send">Sends, or queues, the message; null unless Accepted.</param>
internal readonly record struct Trigger(TriggerMessageStatus Status, Action? Send)
{
    /// <summary>Cannot be sent, or not of that connector.</summary>
    public static readonly Trigger Rejected = new(TriggerMessageStatus.Rejected, null);

    /// <summary>This charge point has no such message.</summary>
    public static readonly Trigger NotImplemented = new(TriggerMessageStatus.NotImplemented, null);

    /// <summary>Can be sent, by that.</summary>
    public static Trigger Accepted(Action send) => new(TriggerMessageStatus.Accepted, send);
}
