using ChargePoints;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Server.Api;

/// <summary>Answers that say what to mend, as RFC 9457 problem details.</summary>
internal static class Problem
{
    public static ProblemHttpResult UnknownCharger(string id) =>
        NotFound($"There is no charger '{id}'. Ids are case-sensitive; GET /chargers?locationId=* lists all.");

    public static ProblemHttpResult UnknownEvse(string id, int evseId) =>
        NotFound($"Charger '{id}' has no EVSE {evseId}.");

    public static ProblemHttpResult UnknownLocation(string id) =>
        NotFound($"There is no location '{id}'. GET /locations lists all.");

    public static ProblemHttpResult UnknownVehicle(string id) =>
        NotFound($"There is no vehicle '{id}'. Ids are case-sensitive; GET /vehicles?locationId=* lists all.");

    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail);

    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, detail);

    public static ProblemHttpResult Invalid(string field, string message) => Invalid([new(field, message)]);

    public static ProblemHttpResult Invalid(IReadOnlyCollection<FieldError> errors) =>
        TypedResults.Problem(Validation(errors));

    public static ProblemHttpResult Refused(Refusal refusal, string field) =>
        refusal.Kind switch
        {
            RefusalKind.Unknown => NotFound(refusal.Detail),
            RefusalKind.Invalid => Invalid(field, refusal.Detail),
            _ => Conflict(refusal.Detail),
        };

    public static HttpValidationProblemDetails Validation(IReadOnlyCollection<FieldError> errors) =>
        new(
            errors
                .GroupBy(error => error.Path)
                .ToDictionary(field => field.Key, field => field.Select(error => error.Message).ToArray())
        )
        {
            Status = StatusCodes.Status422UnprocessableEntity,
            Title = "Unprocessable Entity",
            Detail = string.Join("; ", errors.Select(error => $"{error.Path} {error.Message}".TrimStart())),
        };

    public static ProblemHttpResult Of(int status, string detail) =>
        TypedResults.Problem(new ProblemDetails { Status = status, Detail = detail });
}
