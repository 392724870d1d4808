namespace Simulation.Replay;

/// <summary>What a replay has shown.</summary>
/// <param name="Calls">Each call of the recording, in order.</param>
/// <param name="CsmsCalls">The calls of the CSMS, by action in alphabetical order. They decide nothing: people cause many of them.</param>
/// <param name="Strays">Frames from the CSMS that were no message, or answered no open call.</param>
public sealed record ReplayResult(IReadOnlyList<ReplayedCall> Calls, IReadOnlyList<CsmsCallCount> CsmsCalls, int Strays)
{
    /// <summary>True when the CSMS has answered every call as it did then.</summary>
    public bool IsSame => Calls.All(it => it.Verdict is ReplayVerdict.Equal or ReplayVerdict.NotRecorded);
}

/// <summary>A call of the recording, sent again.</summary>
/// <param name="Call">The call.</param>
/// <param name="Now">The answer of now; null when none has come.</param>
/// <param name="RoundTrip">From call to answer.</param>
/// <param name="Verdict">How the answers compare.</param>
/// <param name="Differences">In which fields they differ.</param>
public sealed record ReplayedCall(
    PlannedCall Call,
    RecordedAnswer? Now,
    TimeSpan? RoundTrip,
    ReplayVerdict Verdict,
    IReadOnlyList<FieldDifference> Differences
);

/// <summary>How the answers then and now compare.</summary>
public enum ReplayVerdict
{
    /// <summary>They say the same.</summary>
    Equal,

    /// <summary>They do not.</summary>
    Differs,

    /// <summary>There was an answer then, and there is none now.</summary>
    Missing,

    /// <summary>The recording has no answer to compare with.</summary>
    NotRecorded,

    /// <summary>The call was not sent: the replay ended before.</summary>
    NotSent,
}

/// <summary>How often the CSMS has called an action.</summary>
/// <param name="Action">The action.</param>
/// <param name="Then">In the recording.</param>
/// <param name="Now">In the replay.</param>
/// <param name="Refused">Of those now, how many were answered by a CALLERROR because the recording has no answer.</param>
public sealed record CsmsCallCount(string Action, int Then, int Now, int Refused);
