using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>One reading.</summary>
public sealed record SampledValue
{
    /// <summary>The value as text, numbers included.</summary>
    public required string Value { get; init; }

    /// <summary>Why it was taken; absent means <see cref="ReadingContext.SamplePeriodic"/>.</summary>
    public ReadingContext? Context { get; init; }

    /// <summary>Plain or signed; absent means <see cref="ValueFormat.Raw"/>.</summary>
    public ValueFormat? Format { get; init; }

    /// <summary>What was measured; absent means <see cref="Measurand.EnergyActiveImportRegister"/>.</summary>
    public Measurand? Measurand { get; init; }

    /// <summary>Which phase; absent for the whole.</summary>
    public Phase? Phase { get; init; }

    /// <summary>Where; absent means <see cref="Location.Outlet"/>.</summary>
    public Location? Location { get; init; }

    /// <summary>The unit; absent means Wh for energy.</summary>
    public UnitOfMeasure? Unit { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("value", Text()),
            Optional("context", OneOf<ReadingContext>()),
            Optional("format", OneOf<ValueFormat>()),
            Optional("measurand", OneOf<Measurand>()),
            Optional("phase", OneOf<Phase>()),
            Optional("location", OneOf<Location>()),
            Optional("unit", OneOf<UnitOfMeasure>())
        );
}
