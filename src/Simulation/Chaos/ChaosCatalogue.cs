using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ocpp.V16;

namespace Simulation.Chaos;

/// <summary>All kinds of chaos that there are, with what can be set and how one is made by name.</summary>
public static class ChaosCatalogue
{
    /// <summary>The longest duration: 31 days.</summary>
    public const double MaxDurationSeconds = 31 * 86_400;

    private const string DurationName = "durationSeconds";

    private static readonly ChaosParameter Duration = Number(
        DurationName,
        "Duration",
        "How long it lasts; 0 until it is lifted.",
        "s",
        0,
        MaxDurationSeconds,
        60
    );

    /// <summary>All kinds, those of the hardware first, then those of the network.</summary>
    public static IReadOnlyList<ChaosKindDescription> All { get; } =
    [
        Of(
            "fault",
            "Fault",
            "A hardware fault: Faulted until it ends; a running transaction is stopped and reported.",
            ChaosScope.EvseOrCharger,
            from => new Fault { ErrorCode = Enum.Parse<ChargePointErrorCode>(from.Choices["errorCode"]) },
            ErrorCode()
        ),
        Of(
            "power-spike",
            "Power spike",
            "More flows than the limits of charger, CSMS and car allow.",
            ChaosScope.EvseOrAll,
            from => new PowerSpike { Factor = from.Numbers["factor"] },
            Number("factor", "Factor", "What the power is multiplied by.", "×", 1, PowerSpike.MaxFactor, 1.5)
        ),
        Of(
            "power-drop",
            "Power drop",
            "Less flows than charger and car could do.",
            ChaosScope.EvseOrAll,
            from => new PowerDrop { Factor = from.Numbers["factor"] },
            Number("factor", "Factor", "What the power is multiplied by.", "×", 0, 1, 0.5)
        ),
        Of(
            "suspend-ev",
            "Suspended by the car",
            "The car stops taking energy: SuspendedEV. Needs a running transaction.",
            ChaosScope.EvseOrAll,
            _ => new SuspendEv()
        ),
        Of(
            "suspend-evse",
            "Suspended by the EVSE",
            "The EVSE stops giving energy: SuspendedEVSE. Needs a running transaction.",
            ChaosScope.EvseOrAll,
            _ => new SuspendEvse()
        ),
        Of(
            "lock-failure",
            "Lock failure",
            "Locking and unlocking the plug fail.",
            ChaosScope.EvseOrAll,
            _ => new LockFailure()
        ),
        Of(
            "power-loss",
            "Power loss",
            "The charger goes dark at once and boots again when it ends.",
            ChaosScope.Charger,
            _ => new PowerLoss()
        ),
        Of(
            "clock-skew",
            "Clock skew",
            "The charger's clock is wrong, however often the CSMS sets it.",
            ChaosScope.Charger,
            from => new ClockSkew { OffsetSeconds = from.Numbers["offsetSeconds"] },
            Number(
                "offsetSeconds",
                "Offset",
                "How much the clock is ahead; below zero behind.",
                "s",
                -ClockSkew.MaxOffsetSeconds,
                ClockSkew.MaxOffsetSeconds,
                3600
            )
        ),
        .. NetworkChaosKinds.All(),
    ];

    /// <summary>The kind of that name.</summary>
    public static bool TryFind(string kind, [NotNullWhen(true)] out ChaosKindDescription? description) =>
        (description = All.FirstOrDefault(it => it.Kind == kind)) is not null;

    /// <summary>Makes chaos of a kind; null, with everything that is wrong, when an argument is not valid. What is left out takes its default.</summary>
    public static ChaosSettings? Make(
        ChaosKindDescription kind,
        ChaosArguments arguments,
        ICollection<ChaosProblem> problems
    )
    {
        var before = problems.Count;
        var numbers = new Dictionary<string, double>();
        var choices = new Dictionary<string, string>();
        foreach (var parameter in kind.Parameters)
        {
            if (parameter.Choices is { } allowed)
            {
                var choice = arguments.Choices.GetValueOrDefault(parameter.Name, parameter.DefaultChoice!);
                choices[parameter.Name] = choice;
                if (!allowed.Contains(choice))
                {
                    problems.Add(new(parameter.Name, $"must be one of {string.Join(", ", allowed)}, not {choice}"));
                }
                continue;
            }
            var number = arguments.Numbers.GetValueOrDefault(parameter.Name, parameter.Default!.Value);
            numbers[parameter.Name] = number;
            if (!(number >= parameter.Minimum && number <= parameter.Maximum))
            {
                problems.Add(new(parameter.Name, Range(parameter, number)));
            }
        }
        foreach (var name in arguments.Numbers.Keys.Concat(arguments.Choices.Keys))
        {
            if (kind.Find(name) is null)
            {
                problems.Add(new(name, Stray(kind, name)));
            }
        }
        if (kind.Scope == ChaosScope.Charger && arguments.EvseId != 0)
        {
            problems.Add(new("evseId", $"must not be there: {kind.Kind} is about the whole charger"));
        }
        return problems.Count > before
            ? null
            : kind.Make(arguments with { Numbers = numbers, Choices = choices }) with
            {
                EvseId = arguments.EvseId,
                Seed = arguments.Seed,
                Duration = TimeSpan.FromSeconds(numbers[DurationName]),
            };
    }

    internal static ChaosKindDescription Of(
        string kind,
        string title,
        string description,
        ChaosScope scope,
        Func<ChaosArguments, ChaosSettings> make,
        params ReadOnlySpan<ChaosParameter> parameters
    ) => new(kind, title, description, scope, [.. parameters, Duration]) { Make = make };

    internal static ChaosParameter Number(
        string name,
        string title,
        string description,
        string? unit,
        double minimum,
        double maximum,
        double @default
    ) =>
        new()
        {
            Name = name,
            Title = title,
            Description = description,
            Unit = unit,
            Minimum = minimum,
            Maximum = maximum,
            Default = @default,
        };

    private static ChaosParameter ErrorCode() =>
        new()
        {
            Name = "errorCode",
            Title = "Error code",
            Description = "What StatusNotification reports.",
            Choices =
            [
                .. Enum.GetValues<ChargePointErrorCode>()
                    .Where(code => code != ChargePointErrorCode.NoError)
                    .Select(code => code.ToString()),
            ],
            DefaultChoice = nameof(ChargePointErrorCode.OtherError),
        };

    private static string Range(ChaosParameter parameter, double number)
    {
        var unit = parameter.Unit is null or "×" ? "" : " " + parameter.Unit;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"must be from {parameter.Minimum} to {parameter.Maximum}{unit}, not {number}"
        );
    }

    private static string Stray(ChaosKindDescription kind, string name)
    {
        var others = All.Where(it => it.Find(name) is not null).Select(it => it.Kind).ToArray();
        return others.Length == 0
            ? $"is no parameter of {kind.Kind}: it has {string.Join(", ", kind.Parameters.Select(it => it.Name))}"
            : $"goes with {string.Join(", ", others)} only, not with {kind.Kind}";
    }
}
