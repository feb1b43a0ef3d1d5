# A site on CloudFront as somebody wrote it who knew the source's names, and made it ready to be taken over: one origin `site`, in a
# folder of its own below `releases`.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {}

data "aws_caller_identity" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
}

resource "aws_s3_bucket" "frontend" {
  bucket        = "inherited-frontend"
  force_destroy = true
}

resource "aws_s3_bucket_public_access_block" "frontend" {
  bucket                  = aws_s3_bucket.frontend.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "frontend" {
  bucket = aws_s3_bucket.frontend.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.frontend.arn}/*"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_s3_bucket" "logs" {
  bucket        = "inherited-cloudfront-logs"
  force_destroy = true
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_cloudfront_origin_access_control" "frontend" {
  name                              = "inherited-oac"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_distribution" "frontend" {
  enabled             = true
  comment             = "inherited frontend"
  default_root_object = "index.html"
  http_version        = "http2"
  wait_for_deployment = false

  origin {
    origin_id                = "site"
    domain_name              = aws_s3_bucket.frontend.bucket_regional_domain_name
    origin_path              = "/releases/before"
    origin_access_control_id = aws_cloudfront_origin_access_control.frontend.id
  }

  default_cache_behavior {
    target_origin_id       = "site"
    viewer_protocol_policy = "redirect-to-https"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  }

  logging_config {
    bucket = aws_s3_bucket.logs.bucket_domain_name
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }

  depends_on = [aws_s3_bucket_ownership_controls.logs]
}

resource "aws_ssm_parameter" "production" {
  name  = "/inherited/cloudfront/cfcd-production"
  type  = "String"
  value = aws_cloudfront_distribution.frontend.id
}

resource "aws_ssm_parameter" "staging" {
  name  = "/inherited/cloudfront/cfcd-staging"
  type  = "String"
  value = "deleted"
}

resource "aws_iam_role" "project" {
  name = "inherited-frontend-purge-project-role"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "codebuild.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "project" {
  name = "FrontendPurgeProjectRoleAdditionalPolicy"
  role = aws_iam_role.project.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = [
        "cloudfront:GetDistribution",
        "cloudfront:UpdateDistribution",
        "cloudfront:DeleteDistribution",
        "cloudfront:CreateInvalidation",
      ]
      Resource = "arn:aws:cloudfront::${local.account}:distribution/*"
    }]
  })
}

resource "aws_cloudwatch_log_group" "project" {
  name              = "/inherited/codebuild/frontend-purge-project"
  retention_in_days = 3
}

resource "aws_codebuild_project" "frontend" {
  name         = "inherited-frontend-purge-project"
  service_role = aws_iam_role.project.arn

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/amazonlinux2-x86_64-standard:4.0"
    type         = "LINUX_CONTAINER"

    environment_variable {
      name  = "SERVICE"
      value = "inherited"
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.project.name
    }
  }

  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2\nphases:\n  build:\n    commands:\n      - bash cleanup.sh\n"
  }
}

resource "aws_iam_role" "event" {
  name = "inherited-frontend-purge-event-role"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "event" {
  name = "FrontendPurgeEventRoleDefaultPolicy"
  role = aws_iam_role.event.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "codebuild:StartBuild"
      Resource = aws_codebuild_project.frontend.arn
    }]
  })
}

resource "aws_cloudwatch_event_rule" "frontend" {
  name = "inherited-frontend-purge-rule"
  event_pattern = jsonencode({
    source        = ["aws.codepipeline"]
    "detail-type" = ["CodePipeline Action Execution State Change"]
    resources     = [aws_codepipeline.frontend.arn]
    detail = {
      stage  = ["Approve"]
      action = ["Approve"]
      state  = ["FAILED"]
    }
  })
}

resource "aws_cloudwatch_event_target" "frontend" {
  rule      = aws_cloudwatch_event_rule.frontend.name
  target_id = "Target0"
  arn       = aws_codebuild_project.frontend.arn
  role_arn  = aws_iam_role.event.arn
}

resource "aws_iam_role" "pipeline" {
  name = "inherited-frontend-pipeline-role"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "codepipeline.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "pipeline" {
  name = "inherited-frontend-pipeline-role"
  role = aws_iam_role.pipeline.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:*", "codeconnections:*"], Resource = "*" }]
  })
}

resource "aws_codeconnections_connection" "github" {
  name          = "inherited"
  provider_type = "GitHub"
}

resource "aws_s3_bucket" "artifacts" {
  bucket        = "inherited-artifacts"
  force_destroy = true
}

resource "aws_codepipeline" "frontend" {
  name          = "inherited-frontend-pipeline"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.pipeline.arn

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.artifacts.bucket
  }

  stage {
    name = "Source"
    action {
      name             = "Frontend"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      output_artifacts = ["Source"]
      configuration = {
        ConnectionArn    = aws_codeconnections_connection.github.arn
        FullRepositoryId = "acme/inherited"
        BranchName       = "main"
      }
    }
  }

  stage {
    name = "Approve"
    action {
      name     = "Approve"
      category = "Approval"
      owner    = "AWS"
      provider = "Manual"
      version  = "1"
    }
  }
}
