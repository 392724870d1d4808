using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>Why a reading was taken.</summary>
[JsonConverter(typeof(OcppEnumConverter<ReadingContext>))]
public enum ReadingContext
{
    /// <summary>At the start of an interruption.</summary>
    InterruptionBegin,

    /// <summary>When charging resumed.</summary>
    InterruptionEnd,

    /// <summary>At a clock-aligned interval.</summary>
    SampleClock,

    /// <summary>At a sample interval of the transaction. The default.</summary>
    SamplePeriodic,

    /// <summary>At the start of the transaction.</summary>
    TransactionBegin,

    /// <summary>At its end.</summary>
    TransactionEnd,

    /// <summary>Asked for by a TriggerMessage.</summary>
    Trigger,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>The wire names of <see cref="ReadingContext"/>, by value.</summary>
internal static class ReadingContextNames
{
    internal static readonly string[] Wire =
    [
        "Interruption.Begin",
        "Interruption.End",
        "Sample.Clock",
        "Sample.Periodic",
        "Transaction.Begin",
        "Transaction.End",
        "Trigger",
        "Other",
    ];
}
