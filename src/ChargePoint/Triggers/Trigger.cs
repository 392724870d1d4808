using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// What a trigger comes to: the status to answer and, if it is Accepted, what to do after the answer (OCPP 1.6 §5.17).
/// </summary>
/// <param name="Status">To be answered.</param>
/// <param name="Send">Sends, or queues, the message; null unless Accepted.</param>
/// <param name="WhyNot">Why it is not sent; null when it is Accepted.</param>
internal readonly record struct Trigger(TriggerMessageStatus Status, Action? Send, string? WhyNot)
{
    /// <summary>Cannot be sent, or not of that connector.</summary>
    public static Trigger Rejected(string why) => new(TriggerMessageStatus.Rejected, null, why);

    /// <summary>This charge point has no such message.</summary>
    public static Trigger NotImplemented(string why) => new(TriggerMessageStatus.NotImplemented, null, why);

    /// <summary>Can be sent, by that.</summary>
    public static Trigger Accepted(Action send) => new(TriggerMessageStatus.Accepted, send, null);
}
