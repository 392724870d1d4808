using System.Text.Json;
using Ocpp;
using Ocpp.Rpc;

namespace Simulation.Replay;

/// <summary>What a charger and its CSMS said to each other, as a log has it.</summary>
/// <param name="ChargerId">Whose log it is; null when the log does not say.</param>
/// <param name="Messages">All messages, in the order of the log.</param>
/// <param name="PassedOver">How many lines were no message: events, and frames that were none of OCPP-J.</param>
public sealed record Recording(string? ChargerId, IReadOnlyList<RecordedMessage> Messages, int PassedOver);

/// <summary>A message of a log.</summary>
public sealed record RecordedMessage
{
    /// <summary>Its line in the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>When it was written down.</summary>
    public required Instant Time { get; init; }

    /// <summary>Whose; null when the log does not say.</summary>
    public required string? ChargerId { get; init; }

    /// <summary>True: from the charger to the CSMS.</summary>
    public required bool IsFromCharger { get; init; }

    /// <summary>CALL, CALLRESULT or CALLERROR.</summary>
    public required MessageType Type { get; init; }

    /// <summary>Pairs an answer with its call.</summary>
    public required string MessageId { get; init; }

    /// <summary>Of a CALL its action; otherwise empty.</summary>
    public string Action { get; init; } = "";

    /// <summary>Of a CALL or a CALLRESULT its payload.</summary>
    public JsonElement Payload { get; init; }

    /// <summary>Of an answer, what it says.</summary>
    public RecordedAnswer? Answer { get; init; }
}

/// <summary>An answer: the payload of a CALLRESULT, or the code of a CALLERROR.</summary>
/// <param name="Payload">Of a CALLRESULT.</param>
/// <param name="ErrorCode">Of a CALLERROR; null otherwise.</param>
/// <param name="ErrorDescription">Of a CALLERROR.</param>
public sealed record RecordedAnswer(JsonElement Payload, RpcErrorCode? ErrorCode = null, string ErrorDescription = "");

/// <summary>What is wrong with a log.</summary>
/// <param name="Line">The line, from 1; 0 for the file as a whole.</param>
/// <param name="Message">What is wrong, and what to mend.</param>
public readonly record struct RecordingProblem(int Line, string Message);
