namespace Simulation.Scenarios;

/// <summary>What became of an expectation of a scenario, at one charger.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Line">Where it stands in the scenario's file.</param>
/// <param name="ChargerId">Of which charger.</param>
/// <param name="EvseId">Of which EVSE.</param>
/// <param name="Met">True when it was met.</param>
/// <param name="At">When that was known, since the start of the run.</param>
/// <param name="Reason">Why it failed; empty when it was met.</param>
public sealed record ExpectationOutcome(
    string Name,
    int Line,
    string ChargerId,
    int EvseId,
    bool Met,
    TimeSpan At,
    string Reason
);

/// <summary>The expectations of a run so far: all are counted, and of each kind the first are kept. Any thread may read.</summary>
public sealed class ExpectationOutcomes
{
    // More than anybody reads; a run of days would fill the memory otherwise.
    private const int MostKept = 10_000;

    private readonly Lock _gate = new();
    private readonly List<ExpectationOutcome> _kept = [];
    private int _keptMet;
    private long _met;
    private long _failed;

    /// <summary>How many were met.</summary>
    public long Met => Volatile.Read(ref _met);

    /// <summary>How many failed.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>The first that were met and the first that failed, in the order of time; a copy.</summary>
    public IReadOnlyList<ExpectationOutcome> First
    {
        get
        {
            lock (_gate)
            {
                return [.. _kept];
            }
        }
    }

    internal void Add(ExpectationOutcome outcome)
    {
        lock (_gate)
        {
            var kept = outcome.Met ? _keptMet++ : _kept.Count - Math.Min(_keptMet, MostKept);
            if (kept < MostKept)
            {
                _kept.Add(outcome);
            }
            if (outcome.Met)
            {
                _met++;
            }
            else
            {
                _failed++;
            }
        }
    }
}
