using Ocpp;
using Ocpp.V16;

namespace ChargePoints;

/// <summary>A transaction, from its StartTransaction to the answer to its StopTransaction.</summary>
internal sealed class Transaction
{
    /// <summary>Stands for the id when StartTransaction was given up (OCPP 1.6 §3.7).</summary>
    public const int UnknownId = -1;

    /// <summary>The sequence of its StartTransaction message.</summary>
    public required long Key { get; init; }

    public required int ConnectorId { get; init; }

    public required string IdTag { get; init; }

    public string? ParentIdTag { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The instant of its start, whatever the clock showed: relative charging schedules count from it.</summary>
    public Ocpp.Instant Began { get; init; }

    public required long MeterStartWh { get; init; }

    /// <summary>The CSMS's id; null until known.</summary>
    public int? Id { get; set; }

    public bool StartGivenUp { get; set; }

    /// <summary>The id that messages carry; null while it is not known yet.</summary>
    public int? WireId => Id ?? (StartGivenUp ? UnknownId : null);

    public bool Running { get; set; } = true;

    /// <summary>The CSMS did not accept the tag, and the transaction goes on without energy, or with the rest of it.</summary>
    public bool Invalid { get; set; }

    /// <summary>The register up to which an invalid transaction may charge, in mWh; null when it may not.</summary>
    public long? InvalidUntilMilliWh { get; set; }

    /// <summary>The last stamp of a message about it; the first is <see cref="StartedAt"/>.</summary>
    public DateTimeOffset LastStamp
    {
        get => field > StartedAt ? field : StartedAt;
        set;
    }

    /// <summary>
    /// The stamp for something that happens at <paramref name="at"/> by the charger's clock: never before the last one, although the clock
    /// may have been set back.
    /// </summary>
    public DateTimeOffset Stamp(DateTimeOffset at) => LastStamp = at > LastStamp ? at : LastStamp;

    /// <summary>When the next periodic sample is due.</summary>
    public Instant NextSample { get; set; } = Instant.Never;

    /// <summary>The register at the last periodic sample, for <c>.Interval</c> measurands.</summary>
    public long SampledWh { get; set; }

    /// <summary>Readings for StopTransaction; null while none are configured.</summary>
    public TransactionData? Data { get; set; }
}
