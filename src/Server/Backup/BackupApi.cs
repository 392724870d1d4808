using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Server.Api;
using Server.Hosting;

namespace Server.Backup;

/// <summary>/backup and /restore: everything that is in the databases, as one file.</summary>
internal static class BackupApi
{
    private const string Zip = "application/zip";

    // What browsers call it, by system.
    private static readonly string[] Types = [Zip, "application/x-zip-compressed", "application/octet-stream"];

    // What is no change of the databases.
    private static readonly string[] Free = ["/restore", "/live", "/csms/files"];

    public static void AddBackup(this IServiceCollection services)
    {
        services.AddSingleton<ChangeGate>();
        services.AddSingleton<Backups>();
    }

    /// <summary>While a backup is restored, changes are refused with 409.</summary>
    public static void UseChangeGate(this WebApplication app)
    {
        var gate = app.Services.GetRequiredService<ChangeGate>();
        app.Use(
            async (context, next) =>
            {
                using var pass = IsChange(context.Request) ? gate.Enter() : null;
                await next(context);
            }
        );
    }

    public static void MapBackup(this IEndpointRouteBuilder app)
    {
        app.MapGet("/backup", BackupAsync)
            .WithName("backup")
            .WithTags("Backup")
            .WithSummary("Everything that is in the databases, as one file")
            .WithDescription(
                "A ZIP archive: locations, chargers with all that they remember, vehicles, and what the embedded CSMS knows. Passwords "
                    + "and private keys in it are protected with the directory keys of this machine, which is not in it; neither are "
                    + "certificates and files of the embedded CSMS."
            )
            .Produces<FileContentHttpResult>(contentType: Zip)
            .Problems(409, 503);
        app.MapPost("/restore", RestoreAsync)
            .WithName("restore")
            .WithTags("Backup")
            .WithSummary("Put a backup in the place of everything there is")
            .WithDescription(
                "The body is the file. It is checked as a whole; then all chargers are stopped in an orderly way, the databases are "
                    + "replaced, and the chargers of the backup that should run start, to which it is as if the power had gone when the "
                    + "backup was made. Whatever fails before that leaves everything as it was, but for transactions that were stopped. "
                    + "Backups of earlier versions are brought up to date, those of later ones refused. dryRun=true checks the same and "
                    + "changes nothing: it answers what there would be."
            )
            .Body<Stream>(Zip, Types[1..])
            .Problems(409, 413, 415, 422, 503);
    }

    private static bool IsChange(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method)
        && !HttpMethods.IsHead(request.Method)
        && !HttpMethods.IsOptions(request.Method)
        && !Array.Exists(Free, path => request.Path.StartsWithSegments(path, StringComparison.Ordinal));

    private static async Task<PhysicalFileHttpResult> BackupAsync(Backups backups, HttpResponse response)
    {
        var (directory, manifest) = await backups.MakeAsync();
        response.RegisterForDispose(directory);
        return TypedResults.PhysicalFile(
            directory.File(Backups.FileName),
            Zip,
            $"simulator-{manifest.CreatedAt:yyyyMMdd-HHmmss}.zip"
        );
    }

    private static async Task<Results<Ok<RestoreReport>, ProblemHttpResult>> RestoreAsync(
        Backups backups,
        SimulatorSettings settings,
        HttpRequest request,
        bool? dryRun
    )
    {
        var megabytes = settings.Backup.MaxMegabytes;
        var maxBytes = megabytes * 1024L * 1024;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        try
        {
            return TypedResults.Ok(
                await backups.RestoreAsync(request.Body, maxBytes, dryRun == true, request.HttpContext.RequestAborted)
            );
        }
        catch (InvalidBackupException invalid)
        {
            return Problem.Invalid("backup", invalid.Message);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problem.Of(
                StatusCodes.Status413PayloadTooLarge,
                $"The backup is larger than {megabytes} MB: raise the setting Simulator:Backup:MaxMegabytes."
            );
        }
    }
}
