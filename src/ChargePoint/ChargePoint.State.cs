using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

// What the features share: time, clock, counters, effects of the step.
public sealed partial class ChargePoint
{
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LatestClock = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Many CSMSs send whole seconds: a clock is not set for less than this.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(1);

    // One effect per combination of parts, made once for all charge points when it is first needed.
    private static readonly SaveState?[] Saves = new SaveState?[2 * (int)DurableState.Parts[^1]];

    // What a clock drifts in a day or two is no security event.
    private static readonly TimeSpan LargeCorrection = TimeSpan.FromSeconds(20);

    private TimeSpan _clockOffset;
    private TimeSpan _clockSkew;
    private long _era;
    private long _boots;
    private long _messages;
    private long _order;
    private DurableParts _unsaved;
    private bool _changed;
    private int _shownQueue;

    internal Instant Now { get; private set; }

    internal Effects Effects { get; private set; } = null!;

    internal bool LinkIsUp { get; set; }

    /// <summary>True while calls of any kind may be sent.</summary>
    internal bool Online => LinkIsUp && Registration.IsAccepted;

    internal bool IsOn => Power.IsOn;

    internal bool IsServing => Power.IsServing;

    internal bool EverAccepted { get; set; }

    /// <summary>True when that feature profile is enabled (SupportedFeatureProfiles).</summary>
    internal bool Has(FeatureProfile profile) => Configuration.Shape.Has(profile);

    /// <summary>
    /// Charging before the first acceptance is refused, and while the CSMS says that it is not accepted; unheard it may (OCPP 1.6 §4.2).
    /// </summary>
    internal bool MayCharge => Registration.IsAccepted || (Registration.Status is null && EverAccepted);

    /// <summary>The charger's own clock.</summary>
    internal DateTimeOffset Clock => ClockAt(Now);

    internal DateTimeOffset ClockAt(Instant instant) => instant.ToUtc() + ClockError;

    // What the charger's clock is off from the simulation's time: as the CSMS has set it, and what disturbs it.
    private TimeSpan ClockError => _clockOffset + _clockSkew;

    /// <summary>When the registers were last known, by the charger's clock.</summary>
    internal DateTimeOffset RegistersAt { get; set; }

    internal static string NoConnector(int id) => $"there is no connector {id}";

    internal Connector? FindConnector(int evseId) =>
        evseId >= 1 && evseId <= Connectors.Length ? Connectors[evseId - 1] : null;

    internal Refusal NoSuchEvse(int evseId) =>
        new(RefusalKind.Unknown, $"EVSE {evseId} does not exist: there are 1 to {Connectors.Length}");

    /// <summary>The next place in the order of all that is to be sent; transaction messages keep it as their sequence.</summary>
    internal long NextOrder() => ++_order;

    /// <summary>Unique over all boots of this identity.</summary>
    internal string NextMessageId() => $"{_era:x}-{_boots:x}-{++_messages:x}";

    internal void CountBoot()
    {
        _boots++;
        _messages = 0;
        Save(DurableParts.Counters);
    }

    /// <summary>Parts of the durable state that this step has changed.</summary>
    internal void Save(DurableParts parts)
    {
        _unsaved |= parts;
        if (parts.HasFlag(DurableParts.Registers))
        {
            RegistersAt = Clock;
        }
    }

    /// <summary>The snapshot must be made anew.</summary>
    internal void Changed() => _changed = true;

    internal void Tell(EventCategory category, string type, int evseId, string detail) =>
        Effects.Add(new EventOccurred(category, type, evseId, detail));

    /// <summary>A call of the CSMS is not served: a line for the log that says why. To be told beside the answer.</summary>
    /// <param name="action">The call's.</param>
    /// <param name="status">As answered.</param>
    /// <param name="why">What to mend, in a few words.</param>
    /// <param name="connectorId">The connector that it was about; 0 for none of them.</param>
    internal void TellRefused<TStatus>(OcppAction action, TStatus status, string why, int connectorId = 0)
        where TStatus : struct, Enum =>
        TellRefused(action.Name, OcppEnum.Name(status), why, FindConnector(connectorId)?.Id ?? 0);

    /// <summary>The same where the answer has no status. What the CSMS has sent may be part of it: it is made one line.</summary>
    internal void TellRefused(string action, string status, string why, int evseId) =>
        Tell(EventCategory.System, ChargePointEventType.CallRefused, evseId, Line($"{action} {status}: {why}"));

    private static string Line(string text) =>
        string.Concat(text.Take(MostOfError).Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>
    /// The CSMS's time corrects the clock (OCPP 1.6 §4.6). A year that cannot be is ignored. When in the round trip it was read nobody
    /// knows: it counts as the middle, and an error that the round trip explains as none.
    /// </summary>
    internal void SetClock(DateTimeOffset csmsTime, TimeSpan roundTrip)
    {
        if (csmsTime < Epoch || csmsTime > LatestClock)
        {
            return;
        }
        // What disturbs the clock goes on disturbing it.
        TimeSpan error = csmsTime + (roundTrip / 2) - (Clock - _clockSkew);
        if (error.Duration() <= ClockTolerance + (roundTrip / 2))
        {
            return;
        }
        _clockOffset += error;
        ClockMoved(error);
        Tell(EventCategory.System, ChargePointEventType.ClockSet, 0, $"by {error.TotalSeconds:0.###} s");
        if (error.Duration() >= LargeCorrection)
        {
            SecurityEvents.Report(SecurityEventType.SettingSystemTime, $"by {error.TotalSeconds:0} s");
        }
    }

    /// <summary>The clock is disturbed from now on, or no longer.</summary>
    private Refusal? Skew(TimeSpan skew)
    {
        if (skew.Duration() > Disturbances.MaxSkew)
        {
            return new(
                RefusalKind.Invalid,
                $"the clock can be wrong by {Disturbances.MaxSkew.TotalSeconds:0} s at most"
            );
        }
        TimeSpan moved = skew - _clockSkew;
        if (moved != TimeSpan.Zero)
        {
            _clockSkew = skew;
            ClockMoved(moved);
        }
        return null;
    }

    private void ClockMoved(TimeSpan by)
    {
        // With the counters the stamps: from here on the clock may be behind them.
        Save(DurableParts.Counters | DurableParts.Transactions);
        Aligned.Schedule();
        SmartCharging?.ClockSet(by);
        Changed();
    }

    internal void ReportStatusesAfterBoot()
    {
        Station.Status.ReportAfterBoot();
        foreach (Connector connector in Connectors)
        {
            connector.Status.ReportAfterBoot();
        }
        Aligned.Schedule();
    }

    private void ReportChangedStatuses()
    {
        Station.Status.ReportIfChanged();
        foreach (Connector connector in Connectors)
        {
            connector.Status.ReportIfChanged();
        }
    }

    private void Begin(Instant now, Effects effects)
    {
        Now = Instant.Max(now, Now);
        Effects = effects;
    }

    private void End()
    {
        foreach (Connector connector in Connectors)
        {
            _unsaved |= connector.TakeChange() ? DurableParts.Connectors : DurableParts.None;
        }
        if (_unsaved != DurableParts.None)
        {
            Effects.Add(Saves[(int)_unsaved] ??= new(_unsaved));
            _unsaved = DurableParts.None;
        }
        if (_changed || _shownQueue != Queue.SavedCount)
        {
            _changed = false;
            _shownQueue = Queue.SavedCount;
            Volatile.Write(ref _snapshot, SnapshotOf(this, _snapshot));
        }
        Effects = null!;
    }

    internal static long EraOf(Instant now) =>
        Math.Max(0, (now - Instant.FromUtc(Epoch)).Ticks / TimeSpan.TicksPerSecond);

    private static ConfigurationView InitialConfiguration(ChargePointSettings settings, DurableState? saved)
    {
        ConfigurationView view = ConfigurationView.Default(ConfigurationShape.Of(settings));
        // The owner's values hold until the charge point has saved its own, at the first change of a key.
        view = view.Apply(saved?.Configuration ?? settings.Configuration, out _);
        string? key = saved?.Secrets is { } secrets
            ? secrets.AuthorizationKey
            : settings.Configuration.GetValueOrDefault(ConfigurationKeys.AuthorizationKey.Name);
        return view.WithAuthorizationKey(key);
    }
}
