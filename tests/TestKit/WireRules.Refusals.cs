using ChargePoints;
using Ocpp.Rpc;
using Ocpp.V16;

namespace TestKit;

// Whoever refuses says why.
public sealed partial class WireRules
{
    private static readonly HashSet<string> Refusals =
    [
        "Rejected",
        "Failed",
        "NotSupported",
        "NotImplemented",
        "Occupied",
        "Faulted",
        "Unavailable",
        "VersionMismatch",
        "UnlockFailed",
        "UnknownVendorId",
        "UnknownMessageId",
        "InvalidCertificate",
        "ClearChargingProfile Unknown",
        "DeleteCertificate NotFound",
    ];

    /// <summary>Of each call that a step refuses a line of the log has the reason, and of no other.</summary>
    /// <exception cref="InvalidOperationException">One is missing, or is no line.</exception>
    public static void CheckRefusals(IEnumerable<SentFrame> sent, IReadOnlyList<Effect> effects)
    {
        EventOccurred[] told =
        [
            .. effects.OfType<EventOccurred>().Where(it => it.Type == ChargePointEventType.CallRefused),
        ];
        // What cannot be read is no call that could be refused (Quirk.CallErrorForUnreadableFrames).
        foreach (SentFrame answer in sent.Where(it => it.Type != MessageType.Call && it.MessageId != "-1"))
        {
            string called = OcppAction.Find(answer.Action)?.Name ?? "An unknown action";
            string begins = $"{called} {StatusOf(answer)}: ";
            bool refused = Refuses(answer);
            bool isTold = told.Any(it => it.Detail.StartsWith(begins, StringComparison.Ordinal));
            bool failed = answer.ErrorCode == nameof(RpcErrorCode.InternalError);
            Demand(
                refused == isTold || failed,
                refused ? "a refusal leaves its reason in the log" : "nothing was refused",
                $"{answer}"
            );
        }
        foreach (EventOccurred it in told)
        {
            bool line = !it.Detail.EndsWith(": ", StringComparison.Ordinal) && !it.Detail.Any(char.IsControl);
            Demand(it.Category == EventCategory.System && line, "a refusal is told in one line", it.Detail);
        }
    }

    private static bool Refuses(SentFrame answer) =>
        answer.Type == MessageType.CallError
        || answer is { Action: "GetLocalListVersion" } && answer.Payload["listVersion"]?.GetValue<int>() == -1
        || answer is { Action: "GetDiagnostics" } && answer.Payload["fileName"] is null
        || Refusals.Contains(StatusOf(answer))
        || Refusals.Contains($"{answer.Action} {StatusOf(answer)}");

    private static string StatusOf(SentFrame answer) =>
        answer.Type == MessageType.CallError ? answer.ErrorCode
        : answer.Action == "GetDiagnostics" ? "without a file"
        : answer.Payload["status"]?.GetValue<string>() ?? $"{answer.Payload["listVersion"]}";
}
