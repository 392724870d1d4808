using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

// What the features share: time, clock, counters, effects of the step, and the durable state.
public sealed partial class ChargePoint
{
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LatestClock = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Answers take their time and many CSMSs send whole seconds: a clock is not set for less than this.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(1);

    // One effect per combination of parts, made once for all charge points.
    private static readonly SaveState[] Saves =
    [
        .. Enumerable.Range(0, 64).Select(parts => new SaveState((DurableParts)parts)),
    ];

    private TimeSpan _clockOffset;
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

    /// <summary>
    /// Charging before the first acceptance is refused, and while the CSMS says that it is not accepted; unheard it may (digest §5.1).
    /// </summary>
    internal bool MayCharge => Registration.IsAccepted || (Registration.Status is null && EverAccepted);

    /// <summary>The charger's own clock.</summary>
    internal DateTimeOffset Clock => ClockAt(Now);

    internal DateTimeOffset ClockAt(Instant instant) => instant.ToUtc() + _clockOffset;

    /// <summary>When the registers were last known, by the charger's clock.</summary>
    internal DateTimeOffset RegistersAt { get; set; }

    internal Connector? FindConnector(int evseId) =>
        evseId >= 1 && evseId <= Connectors.Length ? Connectors[evseId - 1] : null;

    internal Refusal NoSuchEvse(int evseId) =>
        new(RefusalKind.Unknown, $"EVSE {evseId} does not exist: there are 1 to {Connectors.Length}");

    /// <summary>The next place in the order of all that is to be sent; transaction messages keep it as their sequence.</summary>
    internal long NextOrder() => ++_order;

    /// <summary>Unique over all boots of this identity (digest §15).</summary>
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

    /// <summary>The CSMS's time corrects the clock (digest §5.2). A year that cannot be is ignored.</summary>
    internal void SetClock(DateTimeOffset csmsTime)
    {
        TimeSpan error = csmsTime - Clock;
        if (error.Duration() <= ClockTolerance || csmsTime < Epoch || csmsTime > LatestClock)
        {
            return;
        }
        _clockOffset += error;
        Save(DurableParts.Counters);
        Aligned.Schedule();
        Changed();
        Tell(EventCategory.System, ChargePointEventType.ClockSet, 0, $"by {error.TotalSeconds:0.###} s");
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
        if (_unsaved != DurableParts.None)
        {
            Effects.Add(Saves[(int)_unsaved]);
            _unsaved = DurableParts.None;
        }
        if (_changed || _shownQueue != Queue.SavedCount)
        {
            _changed = false;
            _shownQueue = Queue.SavedCount;
            Volatile.Write(ref _snapshot, SnapshotOf(this, _snapshot.Version + 1));
        }
        Effects = null!;
    }

    private static long EraOf(Instant now) =>
        Math.Max(0, (now - Instant.FromUtc(Epoch)).Ticks / TimeSpan.TicksPerSecond);

    private static ConfigurationView InitialConfiguration(ChargePointSettings settings, DurableState? saved)
    {
        ConfigurationView view = ConfigurationView.Default(ConfigurationShape.Of(settings, FeatureProfile.Core));
        // The owner's values are those of the first start; from then on the charge point's own hold.
        return view.Apply(saved?.Configuration ?? settings.Configuration, out _);
    }

    private void Restore(DurableState saved)
    {
        _era = saved.Counters.Era;
        _boots = saved.Counters.Boots;
        _clockOffset = TimeSpan.FromTicks(saved.Counters.ClockOffsetTicks);
        EverAccepted = saved.Counters.EverAccepted;
        RegistersAt = saved.Registers.At;
        for (int i = 0; i < Connectors.Length; i++)
        {
            long register = i < saved.Registers.Evses.Count ? saved.Registers.Evses[i].MilliWh : 0;
            Connectors[i] = new(this, Settings.Evses[i], register);
        }
        Queue.Restore(saved.Messages);
        AuthorizationCache.Restore(saved.AuthorizationCache);
        RestoreAvailability(saved);
        foreach (DurableTransaction transaction in saved.Transactions)
        {
            RestoreTransaction(saved, transaction);
        }
        Station.Boot();
        foreach (Connector connector in Connectors)
        {
            connector.Status.StartWith(connector.IdleStatus, ChargePointErrorCode.NoError, null);
        }
        _order = Math.Max(
            saved.Messages.Count == 0 ? 0 : saved.Messages[^1].Sequence,
            saved.Transactions.Count == 0 ? 0 : saved.Transactions.Max(transaction => transaction.Key)
        );
    }

    private void RestoreAvailability(DurableState saved)
    {
        foreach (DurableAvailability entry in saved.Availability)
        {
            if (entry.ConnectorId == 0)
            {
                Station.Inoperative = entry.Inoperative;
                Station.InoperativeScheduled = entry.Scheduled;
            }
            else if (FindConnector(entry.ConnectorId) is { } connector)
            {
                connector.Inoperative = entry.Inoperative;
                connector.InoperativeScheduled = entry.Scheduled;
            }
        }
    }

    private void RestoreTransaction(DurableState saved, DurableTransaction from)
    {
        Transaction transaction = new()
        {
            Key = from.Key,
            ConnectorId = from.ConnectorId,
            IdTag = from.IdTag,
            ParentIdTag = from.ParentIdTag,
            StartedAt = from.StartedAt,
            MeterStartWh = from.MeterStartWh,
            Id = from.Id,
            StartGivenUp = from.StartGivenUp,
            Running = from.Running,
            Invalid = from.Invalid,
            InvalidUntilMilliWh = from.InvalidUntilMilliWh,
            Data = from.Begin is null ? null : new(from.Begin),
        };
        Transactions.Add(transaction);
        if (!from.Running || FindConnector(from.ConnectorId) is not { } connector)
        {
            return;
        }
        transaction.SampledWh = connector.Meter.RegisterWh;
        connector.Transaction = transaction;
        if (from.Vehicle is { } vehicle)
        {
            int index = connector.Id - 1;
            double? soc = index < saved.Registers.Evses.Count ? saved.Registers.Evses[index].SocPercent : null;
            connector.Vehicle = new(
                vehicle with
                {
                    SocPercent = soc ?? vehicle.SocPercent,
                },
                connector.Settings.CurrentType
            );
            connector.Cable = CableState.Connected;
        }
    }

    private DurableState ToDurable() =>
        new()
        {
            Counters = new()
            {
                Era = _era,
                Boots = _boots,
                EverAccepted = EverAccepted,
                ClockOffsetTicks = _clockOffset.Ticks,
            },
            Configuration = Configuration.Overrides.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
            Availability = AvailabilityToDurable(),
            Registers = new()
            {
                At = RegistersAt,
                Evses =
                [
                    .. Connectors.Select(connector => new DurableRegister(
                        connector.Meter.RegisterMilliWh,
                        connector.Vehicle?.SocPercent
                    )),
                ],
            },
            Transactions = [.. Transactions.Items.Select(ToDurable)],
            AuthorizationCache = [.. AuthorizationCache.Entries],
            Messages = [.. Queue.Messages],
        };

    private List<DurableAvailability> AvailabilityToDurable()
    {
        List<DurableAvailability> entries = [];
        if (Station.Inoperative || Station.InoperativeScheduled)
        {
            entries.Add(new(0, Station.Inoperative, Station.InoperativeScheduled));
        }
        foreach (Connector connector in Connectors)
        {
            if (connector.Inoperative || connector.InoperativeScheduled)
            {
                entries.Add(new(connector.Id, connector.Inoperative, connector.InoperativeScheduled));
            }
        }
        return entries;
    }

    private DurableTransaction ToDurable(Transaction transaction) =>
        new()
        {
            Key = transaction.Key,
            ConnectorId = transaction.ConnectorId,
            Id = transaction.Id,
            StartGivenUp = transaction.StartGivenUp,
            IdTag = transaction.IdTag,
            ParentIdTag = transaction.ParentIdTag,
            StartedAt = transaction.StartedAt,
            MeterStartWh = transaction.MeterStartWh,
            Running = transaction.Running,
            Invalid = transaction.Invalid,
            InvalidUntilMilliWh = transaction.InvalidUntilMilliWh,
            Vehicle = transaction.Running ? FindConnector(transaction.ConnectorId)?.Vehicle?.Settings : null,
            Begin = transaction.Data?.Begin,
        };
}
