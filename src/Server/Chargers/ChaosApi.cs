using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.V16;
using Server.Api;
using Server.Roster;
using Simulation.Chaos;

namespace Server.Chargers;

/// <summary>/chargers/{id}/chaos.</summary>
internal static class ChaosApi
{
    private const double DefaultDurationSeconds = 60;
    private const double MaxDurationSeconds = 31 * 86_400;

    public static void MapChaos(this IEndpointRouteBuilder app)
    {
        var chaos = app.MapGroup("/chargers/{id}/chaos").WithTags("Chaos");
        chaos
            .MapPost("/", Inject)
            .WithName("injectChaos")
            .WithSummary("Inject chaos; it ends by itself after its duration")
            .Problems(400, 404, 409, 415, 422);
        chaos.MapDelete("/", LiftAll).WithName("liftAllChaos").WithSummary("Lift all chaos of a charger").Problems(404);
        chaos.MapDelete("/{chaosId}", Lift).WithName("liftChaos").WithSummary("Lift one").Problems(404);
    }

    private static async Task<Results<Ok<Chaos>, ProblemHttpResult>> Inject(
        ChargerRoster roster,
        string id,
        Body<ChaosRequest> body
    )
    {
        var request = body.Value;
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        if (Errors(request, charger.Row.Evses.Count) is { Count: > 0 } errors)
        {
            return Problem.Invalid(errors);
        }

        var outcome = await charger.Unit.InjectAsync(Settings(request));
        return outcome.Active is { } active
            ? TypedResults.Ok(ChargerView.Chaos(active))
            : Problem.Refused(outcome.Refusal!, "kind");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LiftAll(ChargerRoster roster, string id)
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        await charger.Unit.LiftAllAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Lift(
        ChargerRoster roster,
        string id,
        string chaosId
    )
    {
        if (!roster.TryGet(id, out var charger))
        {
            return Problem.UnknownCharger(id);
        }

        return await charger.Unit.LiftAsync(chaosId)
            ? TypedResults.NoContent()
            : Problem.NotFound($"Charger '{id}' has no chaos '{chaosId}'; it may have ended by itself.");
    }

    private static List<FieldError> Errors(ChaosRequest request, int evses)
    {
        var errors = new List<FieldError>();
        if (request.DurationSeconds is { } seconds && !(seconds >= 0 && seconds <= MaxDurationSeconds))
        {
            errors.Add(new("durationSeconds", $"must be from 0 (until lifted) to {MaxDurationSeconds}, not {seconds}"));
        }

        if (request.EvseId is { } evse)
        {
            if (request.Kind is ChaosKind.Disconnect or ChaosKind.PowerLoss)
            {
                errors.Add(new("evseId", "must not be there: this kind is about the whole charger"));
            }
            else if (evse < 1 || evse > evses)
            {
                errors.Add(new("evseId", $"must be an EVSE of the charger, 1 to {evses}, not {evse}"));
            }
        }

        if (request.ErrorCode is { } code)
        {
            if (request.Kind != ChaosKind.Fault)
            {
                errors.Add(new("errorCode", "goes with the kind fault only"));
            }
            else if (code == ChargePointErrorCode.NoError)
            {
                errors.Add(new("errorCode", "must not be NoError"));
            }
        }

        return errors;
    }

    private static ChaosSettings Settings(ChaosRequest request)
    {
        var duration = TimeSpan.FromSeconds(request.DurationSeconds ?? DefaultDurationSeconds);
        var evseId = request.EvseId ?? 0;
        return request.Kind switch
        {
            ChaosKind.Fault => new Fault
            {
                EvseId = evseId,
                Duration = duration,
                ErrorCode = request.ErrorCode ?? ChargePointErrorCode.OtherError,
            },
            ChaosKind.Disconnect => new Disconnect { Duration = duration },
            ChaosKind.LockFailure => new LockFailure { EvseId = evseId, Duration = duration },
            ChaosKind.PowerLoss => new PowerLoss { Duration = duration },
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Kind, "No such chaos."),
        };
    }
}
